"""A file of other people, read once and never further than it may be long."""
from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.tables.report import LoadError

MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class File:
    """What was read, and the name by which it is spoken of."""

    name: str
    raw: bytes = field(repr=False)


def read_file(path: Path | str | File) -> File:
    """The whole file. Raises LoadError, one sentence, for what is no plain file, is too long or cannot be read; a
    device or a pipe, which may never end, is not even opened."""
    if isinstance(path, File):
        return path
    name = spoken(path)
    try:
        raw = _plain_bytes(path, name)
    except LoadError:
        raise
    except OSError as error:
        raise LoadError(f"{name} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise LoadError(f"{name!r} is no name of a file.") from None
    return File(spoken(Path(path).name), raw)


def _plain_bytes(path: Path | str, name: str) -> bytes:
    about = os.stat(path)
    if not stat.S_ISREG(about.st_mode):
        what = "a folder" if stat.S_ISDIR(about.st_mode) else "a device or a pipe"
        raise LoadError(f"{name} is {what}; give a file.")
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
        # What a file says of its size may be wrong, and it may grow.
        raw = b"" if about.st_size > MOST_BYTES else stream.read(MOST_BYTES + 1)
    if max(about.st_size, len(raw)) > MOST_BYTES:
        raise LoadError(f"{name} is larger than {MOST_BYTES >> 20} MB, so it is no list of a city; divide it.")
    return raw


def spoken(path: Path | str) -> str:
    """A name that can be printed and stored, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
