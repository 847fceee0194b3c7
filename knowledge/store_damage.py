"""Looking into a SQLite file and its log for damage. Neither file is opened here but by SQLite itself, where it may be
in use in this process: closing the file would let go of SQLite's locks."""
from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

WITHIN_SECONDS = 10.0
DAMAGED = ("malformed", "not a database")
# Says nothing of the file: somebody else is at it, or nothing more fits.
PASSING = ("locked", "full")
LOG, INDEX = "-wal", "-shm"
LOG_BEGINS_WITH = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
HEADER_BYTES, FRAME_BYTES = 32, 24


def damage_of(file: str, within: float = WITHIN_SECONDS) -> str:
    """The first damage that SQLite finds in a file, in its words; empty if there is none, or none within so many
    seconds.
    Reads past what other connections hold in memory."""
    with closing(opened(file, "ro")) as connection:
        ending = threading.Timer(within, connection.interrupt)
        ending.daemon = True
        ending.start()
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error) if is_damage(error) else "ok"
        finally:
            ending.cancel()
    return "" if found == "ok" else " ".join(found.split())


def is_log_whole(file: str) -> bool | None:
    """Whether the log holds all that SQLite believes to be in it; one that got smaller may have been emptied by
    SQLite. None where that cannot be told now: somebody else is at it, or the disk is full."""
    with closing(opened(file, "rw")) as connection:
        try:
            _busy, frames, _done = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            page = connection.execute("PRAGMA page_size").fetchone()[0]
            size = os.stat(file + LOG).st_size
        except (sqlite3.Error, OSError) as error:
            return None if any(word in str(error) for word in PASSING) else False
    return frames <= 0 or HEADER_BYTES + frames * (FRAME_BYTES + page) <= size


def begins_well(file: str) -> bool:
    """Whether the log, if there is any, begins as one. SQLite locks the file and the index and not the log."""
    try:
        with open(file + LOG, "rb") as log:
            return log.read(4) in (b"", *LOG_BEGINS_WITH)
    except OSError:
        return True


def opened(file: str, mode: str) -> sqlite3.Connection:
    """A connection past the pool, which makes no file."""
    return sqlite3.connect(f"file:{quote(str(Path(file).absolute()))}?mode={mode}", uri=True)


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite says that the file is damaged; other errors say that it is away, locked or full."""
    return isinstance(error, sqlite3.DatabaseError) and any(word in str(error) for word in DAMAGED)
