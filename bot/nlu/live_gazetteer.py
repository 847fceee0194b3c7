"""The gazetteer as it stands in the database, fresh within a second in every process and never read twice in vain."""
from __future__ import annotations

from knowledge import clock
from knowledge.database import open_engine, transaction
from knowledge.places.gazetteer import Gazetteer, gazetteer_version, load_gazetteer

LOOK_AGAIN_SECONDS = 1.0


class LiveGazetteer:
    """Opens the database at first use, so that a model can be loaded where none exists yet."""

    def __init__(self, url: str):
        self.url = url
        self._engine = None
        self._gazetteer: Gazetteer | None = None
        self._version = ""
        self._looked = float("-inf")

    def get(self) -> Gazetteer:
        """The current gazetteer; the version is asked for at most once a second."""
        if clock.machine_seconds() - self._looked >= LOOK_AGAIN_SECONDS:
            self._refresh()
        return self._gazetteer

    def version(self) -> str:
        """Another text whenever the gazetteer is another."""
        self.get()
        return self._version

    def _refresh(self) -> None:
        self._engine = self._engine or open_engine(self.url)
        with transaction(self._engine) as session:
            version = gazetteer_version(session)
            if self._gazetteer is None or version != self._version:
                self._gazetteer, self._version = load_gazetteer(session), version
        self._looked = clock.machine_seconds()
