"""What residents asked and were told, as the console asks for it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.residents.asked import asked_between
from bot.residents.sending import send
from bot.residents.told import concerned
from knowledge.asked.model import AskedTurn
from knowledge.corrections.model import Concerned
from knowledge.corrections.outdated import Outdated
from knowledge.releases.release import Release


@dataclass(frozen=True)
class Residents:
    """All methods block."""

    engine: Engine

    def asked(self, first: datetime, end: datetime, districts: Mapping[str, str]) -> Iterator[AskedTurn]:
        """The questions between two instants (machine time)."""
        return asked_between(self.engine, first, end, districts)

    def concerned(self, old: Outdated, publication: int) -> list[Concerned]:
        """Who was told what holds no more since a publication, by topic."""
        return concerned(self.engine, old, publication)

    def correct(
        self, release: Release, old: Outdated, publication: int, topics: Sequence[str], by: str, now: datetime
    ) -> dict[str, int]:
        """Tell them so, each once; how many by topic. ``now`` is civil."""
        return send(self.engine, release, old, publication, topics, by, now)
