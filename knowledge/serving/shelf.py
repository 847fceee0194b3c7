"""Releases of the store, read and checked once each: the ones a process holds ready."""
from __future__ import annotations

from dataclasses import replace
from threading import Lock

from sqlalchemy.engine import Engine

from knowledge import clock
from knowledge.database import transaction
from knowledge.desk.publications import are_of_files, current_in
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.releases.document_folder import laid_out
from knowledge.releases.documents import Manifest
from knowledge.releases.edition import Edition
from knowledge.releases.release import Release, load_release

# Each takes some megabytes; a roll-back goes to one of the last.
KEPT = 16


class Shelf:
    """``engine``: the store. Safe to be asked by several threads; one release is read at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # The one that was asked for last stands last.
        self._kept: dict[str, Release] = {}
        self._lock = Lock()

    def known(self, release: str) -> Release | None:
        """A release that is held already; waits for nobody."""
        return self._kept.get(release)

    def take(self, release: str) -> Release:
        """The release of this identifier. Takes half a second the first time. Raises StepRefused where the store has
        none, ContentError where it cannot be read."""
        with self._lock:
            found = self._kept.get(release) or self._read(release)
            others = [(name, one) for name, one in self._kept.items() if name != release]
            # Put there as a whole: who asks meanwhile finds what there was.
            self._kept = dict([*others[1 - KEPT:], (release, found)])
            return found

    def manifest(self, release: str) -> Manifest:
        """Its documents by their hashes. Raises StepRefused where the store has none of this identifier."""
        with transaction(self.engine) as session:
            return manifest_in(session, release)

    def texts(self, release: str) -> dict[str, str]:
        """The documents of a release. Raises StepRefused where the store has none of this identifier."""
        with transaction(self.engine) as session:
            return texts_of(session, manifest_in(session, release))

    def _read(self, release: str) -> Release:
        with laid_out(self.texts(release)) as root:
            return replace(load_release(root), identifier=release)


def published(engine: Engine) -> Edition | None:
    """What is current in the store; None while nobody has published anything and the city's folder is what counts."""
    with transaction(engine) as session:
        if are_of_files(session):
            return None
        current = current_in(session, clock.machine_utc())
    return Edition(current.seq, Shelf(engine).take(current.release))
