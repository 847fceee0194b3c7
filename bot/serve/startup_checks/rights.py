"""What this project keeps under JUMIN_VAR: its owner may use it, and nobody else may, for it holds conversations, the
secret and logs."""
from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.serve.startup_checks.errors import StartError
from knowledge.database import sqlite_file
from knowledge.settings import Settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO
READ, WRITE = os.R_OK, os.R_OK | os.W_OK


def keep_to_oneself() -> None:
    """What this process and its children make from now on is for its owner only."""
    os.umask(OTHERS)


def check_access(settings: Settings) -> None:
    """Raise StartError for the first thing that this user may not use."""
    for path, needed in kept(settings):
        if path.exists() and not os.access(path, needed):
            wanted = "read" if needed == READ else "read and write"
            owner = path.stat().st_uid
            raise StartError(
                f"{path} belongs to user {owner}, and user {os.geteuid()} may not {wanted} it; chown or chmod it."
            )


def tighten(settings: Settings) -> list[Path]:
    """Take from others their rights on what is there already; returns what was changed. What belongs to somebody else,
    a link, and a folder that all users share, such as /tmp, is left as it is."""
    return [path for path, _ in kept(settings) if narrowed(path)]


def kept(settings: Settings) -> Iterator[tuple[Path, int]]:
    """All that is there, with what a serving process needs to do with it. Models may lie where nobody writes."""
    var, database = settings.var, sqlite_file(settings.url)
    yield var, WRITE
    yield var / "secret", READ
    for file in Path(database).parent.glob(f"{Path(database).name}*") if database else ():
        yield file, WRITE
    for name, needed in (("logs", WRITE), ("models", READ), ("backups", READ)):
        if not (var / name).is_symlink():
            yield from ((path, needed) for path in (var / name, *(var / name).rglob("*")))


def narrowed(path: Path) -> bool:
    """Whether rights of others were taken away."""
    try:
        found = path.lstat()
        mine = found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode) and not found.st_mode & stat.S_ISVTX
        if mine and found.st_mode & OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
            return True
    except OSError:
        pass
    return False
