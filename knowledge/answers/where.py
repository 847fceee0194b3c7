"""Whether a part of an answer reaches the place asked about, as far as that is known. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answers.model import Part
from knowledge.rulebook.model import Names
from knowledge.rulebook.reach import MAYBE, NOT, SURELY, reach


@dataclass(frozen=True)
class Where:
    """What is known of where: the kind of zone (None: it was not said), and the names from the district down of each
    place that may be meant (none: no place was said)."""

    zone: str | None = None
    places: tuple[Names, ...] = ()


ANYWHERE = Where()


def reaches(part: Part, where: Where) -> str:
    """Whether a part speaks of there: surely, maybe or not."""
    reached = {reach(part.scope, where.zone, names, 1) for names in where.places or ((),)}
    if where.zone is None and part.scope.zones:
        wherever = replace(part.scope, zones=None, days=None)
        reached = {MAYBE if reach(wherever, None, names, 1) != NOT else NOT for names in where.places or ((),)}
    return reached.pop() if len(reached) == 1 else MAYBE


def told_there(parts: Iterable[Part], where: Where, days: Mapping[str, date]) -> list[Part]:
    """The parts that reach there, without those whose statement a later part makes anew; ``days`` are the days of issue
    of the notices. Only what surely reaches a place stands in another's stead; of two from one instant and one day the
    narrower is the later."""
    reaching = [
        (part, how) for part in parts
        if (how := reaches(part, where)) != NOT and not (part.only_there and how != SURELY)
    ]
    sure = [part for part, how in reaching if how == SURELY and part.statement]
    return [
        part for part, _ in reaching
        if not any(other.statement == part.statement and _rank(other, days) > _rank(part, days) for other in sure)
    ]


def _rank(part: Part, days: Mapping[str, date]) -> tuple:
    return part.window.start, days[part.notice], part.scope.width
