"""A verdict as a text gives it, and several put together. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.rulebook.model import ENTRY


@dataclass
class Ruled:
    """A verdict on kinds of venues in text[start:end]; ``zones``: of its column in a table; ``waits``: where
    the verdict stands that holds elsewhere, and here only later; ``of_some``: told of some of those before it (其中)."""

    start: int
    end: int
    verdict: str
    venues: list[str]
    conditions: list[str] = field(default_factory=list)
    capacity: int | None = None
    proof: int | None = None
    unknown: list[str] = field(default_factory=list)
    sure: bool = True
    zones: tuple[str, ...] = ()
    waits: int | None = None
    of_some: bool = False

    @property
    def stated(self) -> tuple:
        return self.verdict, tuple(self.conditions), self.capacity, self.proof


def narrowed(found: list[Ruled]) -> list[Ruled]:
    """A kind that is told of again is what it is told last: all of these may open, restaurants to take away only; what
    is told twice (暂停堂食，只做外卖) is told once."""
    for place, one in reversed(list(enumerate(found))):
        same = (each for each in found[place + 1:] if (each.verdict, each.venues) == (one.verdict, one.venues))
        again = next(same, None)
        if again and None in (one.capacity, again.capacity) and None in (one.proof, again.proof):
            again.start, again.conditions = one.start, [*one.conditions, *again.conditions]
            again.capacity, again.proof = one.capacity or again.capacity, one.proof or again.proof
            again.unknown, again.sure = [*one.unknown, *again.unknown], one.sure and again.sure
            found.remove(one)
    for place, one in enumerate(found):
        later = {venue for other in found[place + 1:] if other.verdict != ENTRY for venue in other.venues}
        for other in (each for each in found[place + 1:] if each.of_some and {*each.venues} & {*one.venues}):
            inherit(other, one)
        if one.verdict != ENTRY and len(one.venues) > 1:
            one.venues = [venue for venue in one.venues if venue not in later] or one.venues
    return found


def inherit(some: Ruled, whole: Ruled) -> None:
    """What is asked of all is asked of some of them, too."""
    if some.verdict == whole.verdict:
        some.conditions = [*whole.conditions, *some.conditions]
        some.capacity, some.proof = some.capacity or whole.capacity, some.proof or whole.proof


def merged(found: Iterable[Ruled]) -> list[Ruled]:
    """Neighbours that say the same are one."""
    rows: list[Ruled] = []
    for one in found:
        same = next((row for row in rows if row.stated == one.stated and row.sure == one.sure and (
            row.zones == one.zones or row.venues == one.venues)), None)
        if same:
            same.zones = tuple(dict.fromkeys([*same.zones, *one.zones]))
            same.venues = list(dict.fromkeys([*same.venues, *one.venues]))
            same.unknown, same.end = [*same.unknown, *one.unknown], max(same.end, one.end)
        else:
            rows.append(one)
    return rows
