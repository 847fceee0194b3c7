"""In how many of the processes that serve residents a publication is live, and which lag."""
from __future__ import annotations

from dataclasses import dataclass

from console.web.asking import Ask
from knowledge.desk.timeline import Publication
from knowledge.serving.board import Holder
from knowledge.serving.preparing import serving


@dataclass(frozen=True)
class Live:
    """The living processes beside the number of a publication."""

    publication: int
    processes: tuple[Holder, ...]

    @property
    def behind(self) -> tuple[Holder, ...]:
        """Those that answer from an older one still; nothing of that is committed any more."""
        return tuple(one for one in self.processes if one.publication < self.publication)

    @property
    def count(self) -> int:
        return len(self.processes) - len(self.behind)


def live(ask: Ask, publication: Publication | None) -> Live:
    """How it stands now."""
    return Live(publication.seq if publication else 0, tuple(serving(ask.console.engine)))
