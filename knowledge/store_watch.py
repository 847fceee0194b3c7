"""The database that a process began with, watched: one that vanishes, is replaced or is damaged is noticed before anything
is acknowledged. An open file goes on by itself when its name is gone, and what is written into it then is lost."""
from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

# Device and inode of a file; another file of the same name has others.
Identity = tuple[int, int]
BESIDE = ("-wal", "-shm")
DAMAGED = ("malformed", "not a database")
LOOKS_AT_MOST_SECONDS = 10.0
RESTORE = "restore the backup as docs/tasks/operate.md says"


class StoreGone(SQLAlchemyError):
    """The database is not the one that this process began with, or is damaged: nothing may be acknowledged. The message
    is a sentence for the operator."""


class StoreWatch:
    """``fault`` is a sentence while nothing may be acknowledged, and empty otherwise."""

    def __init__(self) -> None:
        self.fault = ""

    def check(self, info: dict | None = None) -> None:
        """Raise StoreGone while there is a fault. ``info`` belongs to the connection that is asked for or used."""
        if self.fault:
            raise StoreGone(self.fault)


class StoreFile(StoreWatch):
    """Watches a SQLite file and what SQLite keeps beside it. A file that comes back is good again; after a log that
    vanished or a damage only a new start is."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file, self.known = file, None
        self._size, self._pin = 0, None

    def begin(self, known: Identity | None = None) -> None:
        """From now on it has to be the file that is there now, or the one that was ``known`` before this process."""
        if self.known is None:
            self.known = known or identity_of(self.file)
            # While somebody holds it no other file gets its number. Closing it takes no lock of SQLite away, as closing
            # a file that was opened for reading would.
            with suppress(OSError):
                self._pin = os.open(self.file, os.O_PATH) if hasattr(os, "O_PATH") else None

    def __del__(self) -> None:
        if self._pin is not None:
            os.close(self._pin)

    def check(self, info: dict | None = None) -> None:
        super().check()
        if self.known is None:
            return
        try:
            now = os.stat(self.file)
        except OSError:
            raise StoreGone(f"{self.file} has vanished; put it back, or {RESTORE}.") from None
        if (now.st_dev, now.st_ino) != self.known:
            raise StoreGone(f"{self.file} is another file than the one that is served; put that back, or start again if this one is right.")
        if not now.st_mode & stat.S_IWUSR:
            raise StoreGone(f"{self.file} is read-only; let its owner write to it again (chmod u+w).")
        if now.st_size < self._size:
            self._shrunk(now.st_size)
            super().check()
        self._size = now.st_size
        if info is not None:
            self._check_beside(info)

    def _shrunk(self, size: int) -> None:
        """Somebody cut it off, or had SQLite give back what is free in it. One without a byte is not looked into: SQLite
        takes it for a new one and throws the log away."""
        if size:
            self.look()
        else:
            self.fault = f"{self.file} was emptied; {RESTORE}."

    def _check_beside(self, info: dict) -> None:
        """The log and its index are those that the connection works with."""
        for ending in BESIDE:
            now = identity_of(self.file + ending)
            if info.setdefault(ending, now) is None:
                info[ending] = now
            elif info[ending] != now:
                self.fault = f"{self.file}{ending} was taken away while it was in use; leave {self.file} where it is and start again."
                super().check()

    def look(self) -> None:
        """Look through the whole file, for some seconds at most."""
        if found := damage_of(self.file):
            self.fault = f"{self.file} is damaged ({found}); {RESTORE}."


WATCHES: WeakKeyDictionary[Engine, StoreWatch] = WeakKeyDictionary()


def watch_of(engine: Engine) -> StoreWatch:
    """What watches the database of an engine."""
    return WATCHES[engine]


def watch_file(engine: Engine, file: str, tune) -> None:
    """Watch the SQLite file of a new engine from its first connection on. No connection is made, and no file by it, where
    the one that is known is gone; ``tune`` sets up each connection."""
    WATCHES[engine] = watch = StoreFile(file)

    def opened(connection, _record) -> None:
        watch.begin()
        tune(connection)

    event.listen(engine, "do_connect", lambda *_: watch.check())
    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", lambda connection, record, _proxy: check_out(watch, connection, record.info))


def check_out(watch: StoreFile, connection: sqlite3.Connection, info: dict) -> None:
    """Check before a connection is used. The log of one that is given up still holds what was acknowledged: it goes into
    the file that it belongs to, wherever that is, and is left empty, so that it spoils none that was put in its place."""
    try:
        watch.check(info)
    except StoreGone:
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raise


def identity_of(file: str) -> Identity | None:
    """Device and inode; None where there is no such file."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def damage_of(file: str, within: float = LOOKS_AT_MOST_SECONDS) -> str:
    """The first damage that SQLite finds in a file, in its words; empty if there is none, or none within so many seconds.
    Reads past what other connections hold in memory."""
    with closing(sqlite3.connect(f"file:{quote(str(Path(file).absolute()))}?mode=ro", uri=True)) as connection:
        ending = threading.Timer(within, connection.interrupt)
        ending.daemon = True
        ending.start()
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error) if any(word in str(error) for word in DAMAGED) else "ok"
        finally:
            ending.cancel()
    return "" if found == "ok" else " ".join(found.split())
