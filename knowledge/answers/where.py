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
    """What is known of where: the kinds of zones that it may be (none: it was not said), and the names from the
    district down of each place that may be meant (none: no place was said)."""

    zones: tuple[str, ...] = ()
    places: tuple[Names, ...] = ()


ANYWHERE = Where()
# Among the kinds of zones: none is designated there, so that no part for any kind reaches it.
NO_ZONE = ""


def reaches(part: Part, where: Where) -> str:
    """Whether a part speaks of there: surely, maybe or not."""
    reached = {_in_zone(part, where), _in_place(part, where)}
    return NOT if NOT in reached else MAYBE if MAYBE in reached else SURELY


def _in_zone(part: Part, where: Where) -> str:
    if part.scope.zones is None:
        return SURELY
    if not where.zones:
        return MAYBE
    within = [zone in part.scope.zones for zone in where.zones]
    return SURELY if all(within) else MAYBE if any(within) else NOT


def _in_place(part: Part, where: Where) -> str:
    wherever = replace(part.scope, zones=None, days=None)
    reached = {reach(wherever, None, names, 1) for names in where.places or ((),)}
    return reached.pop() if len(reached) == 1 else MAYBE


def _is_for(part: Part, where: Where) -> bool:
    """Whether somebody who names this place, or this kind of zone, is told a part that is for those alone."""
    reached = _in_place(part, where) if part.scope.places else _in_zone(part, where)
    return not part.only_there or reached == SURELY


def told_there(parts: Iterable[Part], where: Where, days: Mapping[str, date]) -> list[Part]:
    """The parts that reach there, without those whose statement a later part makes anew; ``days`` are the days of issue
    of the notices. Only what surely reaches a place stands in another's stead; what a notice says of the zones that
    it designated stands against what is said of all; of two from one instant and one day the narrower is the later."""
    reaching = [
        (part, how) for part in parts
        if (how := reaches(part, where)) != NOT and _is_for(part, where)
    ]
    sure = [part for part, how in reaching if how == SURELY and part.statement]
    return [
        part for part, _ in reaching
        if not any(other.statement == part.statement and _rank(other, days) > _rank(part, days) for other in sure)
    ]


def _rank(part: Part, days: Mapping[str, date]) -> tuple:
    return part.scope.designator is not None, part.window.start, days[part.notice], part.scope.width


def turns_on_zone(parts: Iterable[Part], place: Names) -> bool:
    """Whether any of the parts is for some kinds of zones at a place, whichever it may be in."""
    anywhere = (replace(part, scope=replace(part.scope, designator=None)) for part in parts if part.scope.zones)
    return any(_in_place(part, Where(places=(place,))) != NOT for part in anywhere)
