"""Releases of the store, read and checked once each: the ones a process holds ready."""
from __future__ import annotations

from dataclasses import replace
from threading import Lock

from cachetools import LRUCache
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.releases.document_folder import laid_out
from knowledge.releases.release import Release, load_release

# Each takes some megabytes; a roll-back goes to one of the last.
KEPT = 8


class Shelf:
    """``engine``: the store. Safe to be asked by several threads; one release is read at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: LRUCache[str, Release] = LRUCache(KEPT)
        self._lock = Lock()

    def known(self, release: str) -> Release | None:
        """A release that is held already."""
        return self._kept.get(release)

    def take(self, release: str) -> Release:
        """The release of this identifier. Takes half a second the first time. Raises StepRefused where the store has
        none, ContentError where it cannot be read."""
        with self._lock:
            if release not in self._kept:
                self._kept[release] = self._read(release)
            return self._kept[release]

    def _read(self, release: str) -> Release:
        with transaction(self.engine) as session:
            texts = texts_of(session, manifest_in(session, release))
        with laid_out(texts) as root:
            return replace(load_release(root), identifier=release)
