"""The mark in an exported folder that tells which release it is of; no document."""
from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

FILE = ".release"
RELEASE = re.compile("[0-9a-f]{12}")


def write_origin(folder: Path, release: str) -> None:
    (folder / FILE).write_text(f"{release}\n")


def read_origin(folder: Path) -> str:
    """The release that a folder was exported as; empty where it does not say so."""
    with suppress(OSError, UnicodeDecodeError):
        said = (folder / FILE).read_text().strip()
        return said if RELEASE.fullmatch(said) else ""
    return ""
