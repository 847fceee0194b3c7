"""A SQLite file that is watched: one that vanishes, is replaced or is damaged is noticed before anything is
acknowledged. An open file goes on by itself when its name is gone, and what is written into it then is lost."""
from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import event
from sqlalchemy.engine import Engine

from knowledge.store_damage import INDEX, LOG, begins_well, damage_of, is_log_whole
from knowledge.store_watch import RESTORE, WATCHES, StoreGone, StoreWatch

# Device and inode of a file; another file of the same name has others.
Identity = tuple[int, int]


class StoreFile(StoreWatch):
    """Watches a file and what SQLite keeps beside it. A file that comes back is good again; after a damage, or a log
    that was taken away, only a new start is."""

    def __init__(self, file: str) -> None:
        super().__init__()
        # SQLite keeps its log beside the file that a link leads to.
        self.given, self.file = file, os.path.realpath(file)
        self._beside = (self.file + LOG, self.file + INDEX)
        self.known: Identity | None = None
        self._size = self._log_size = 0
        self._pin: int | None = None

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
        """Takes some microseconds."""
        super().check()
        if self.known is None:
            return
        now = found(self.given)
        if now is None:
            raise StoreGone(f"{self.given} has vanished; put it back, or {RESTORE}.")
        if identity(now) != self.known or self._is_linked():
            raise StoreGone(
                f"{self.given} is another file than the one that is served; put that back, or start again if this one "
                f"is right."
            )
        if not now.st_mode & stat.S_IWUSR:
            raise StoreGone(f"{self.file} is read-only; let its owner write to it again (chmod u+w).")
        if now.st_size < self._size:
            self._shrunk(now.st_size)
        self._size = now.st_size
        if info is not None:
            self._check_beside(info)
        super().check()

    def _is_linked(self) -> bool:
        """The file was moved and a link to it left in its place: those who open it from now on would keep another
        log."""
        with suppress(OSError):
            return identity(os.lstat(self.file)) != self.known
        return True

    def _shrunk(self, size: int) -> None:
        """Somebody cut it off, or had SQLite give back what is free in it. One without a byte is not looked into:
        SQLite takes it for a new one and throws the log away."""
        if size:
            self.look()
        else:
            self.fault = f"{self.file} was emptied; {RESTORE}."

    def _check_beside(self, info: dict) -> None:
        """Log and index are those that the connection works with, and the log has lost nothing."""
        for beside in self._beside:
            now = found(beside)
            here = identity(now) if now else None
            # A new file has them after its first use.
            if info.get(beside) not in (None, here):
                self.fault = (
                    f"{beside} was taken away while it was in use; leave {self.file} where it is and start again."
                )
                return
            info[beside] = here
            if now and beside.endswith(LOG):
                self._check_log(now.st_size)

    def _check_log(self, size: int) -> None:
        if size < self._log_size:
            whole = is_log_whole(self.file)
            if whole is None:
                # Looked at again at the next use.
                return
            if not whole:
                self._log_is_bad()
        self._log_size = size

    def _log_is_bad(self) -> None:
        self.fault = f"{self.file}{LOG} was written over, and what was stored last is lost; {RESTORE}."

    def look(self) -> None:
        """Look through the whole file, for some seconds at most, if it is still the one that is known."""
        if identity_of(self.file) != self.known:
            return
        if not begins_well(self.file):
            self._log_is_bad()
        elif damage := damage_of(self.file):
            self.fault = f"{self.file} is damaged ({damage}); {RESTORE}."


def watch_file(engine: Engine, file: str, tune: Callable[[sqlite3.Connection], None]) -> None:
    """Watch the file of a new engine from its first connection on. No connection is made, and no file by it, where the
    one that is known is gone; ``tune`` sets up each connection."""
    WATCHES[engine] = watch = StoreFile(file)

    def opened(connection, _record) -> None:
        watch.begin()
        tune(connection)

    event.listen(engine, "do_connect", lambda *_: watch.check())
    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", lambda connection, record, _proxy: check_out(watch, connection, record.info))


def check_out(watch: StoreFile, connection: sqlite3.Connection, info: dict) -> None:
    """Check before a connection is used. The log of one that is given up still holds what was acknowledged: it goes
    into the file that it belongs to, wherever that is, and is left empty, so that it spoils none that was put in its
    place."""
    try:
        watch.check(info)
    except StoreGone:
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raise


def identity_of(file: str) -> Identity | None:
    """Device and inode; None where there is no such file."""
    now = found(file)
    return identity(now) if now else None


def identity(now: os.stat_result) -> Identity:
    return now.st_dev, now.st_ino


def found(file: str) -> os.stat_result | None:
    try:
        return os.stat(file)
    except OSError:
        return None
