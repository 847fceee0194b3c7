"""The files of the pages, read and compressed once; their address holds a hash of them all, so that it never changes
its meaning."""
from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

TYPES = {
    ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".png": "image/png", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json",
}
# What is packed already does not get smaller.
PACKED = (".png",)
VERSION_LENGTH = 12
VERSIONED = re.compile(rf"([0-9a-f]{{{VERSION_LENGTH}}})/(.+)")


@dataclass(frozen=True)
class Content:
    """What one address gives. ``zipped`` is the same with gzip, None where that is no shorter; ``tag`` its hash."""

    body: bytes
    zipped: bytes | None
    tag: str
    media: str


@dataclass(frozen=True)
class PageFiles:
    """All files below a folder by their paths; ``version`` is the hash of the whole. A module imports others beside it,
    so they change their address together."""

    contents: Mapping[str, Content]
    version: str

    def find(self, path: str) -> tuple[Content | None, bool]:
        """The file that an address below the static files names, None for none; and whether the address holds the hash
        of just this content. One of another version gets today's file, not to be kept: while an upgrade is under way a
        page of one process asks another."""
        found = VERSIONED.fullmatch(path)
        version, name = found.groups() if found else ("", path)
        return self.contents.get(name), version == self.version


def content_of(body: bytes, suffix: str) -> Content:
    """``suffix`` (".js") says what it is."""
    zipped = None if suffix in PACKED else gzip.compress(body, 9, mtime=0)
    shorter = zipped if zipped and len(zipped) < len(body) else None
    return Content(body, shorter, hashlib.sha256(body).hexdigest()[:VERSION_LENGTH], TYPES[suffix])


def read_files(folder: Path) -> PageFiles:
    """Every file below ``folder`` whose kind TYPES knows."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in TYPES)
    contents = {file.relative_to(folder).as_posix(): content_of(file.read_bytes(), file.suffix) for file in files}
    whole = "\n".join(f"{name} {content.tag}" for name, content in contents.items())
    return PageFiles(MappingProxyType(contents), hashlib.sha256(whole.encode()).hexdigest()[:VERSION_LENGTH])
