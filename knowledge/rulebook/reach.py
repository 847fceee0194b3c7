"""Whether a row's scope takes in a place, as far as the place is known. Pure."""
from __future__ import annotations

from collections.abc import Iterable

from knowledge.rulebook.model import Area, Designator, Names, Row, Scope

SURELY, MAYBE, NOT = "surely", "maybe", "not"


def reach(scope: Scope, zone: str | None, where: Names, day: int) -> str:
    """Whether a row holds in a zone (None: none is designated) on its ``day`` (from 1) at a place, of which the names
    from the district down are known as far as they are given, with the area (``Area``) that it lies in or is, and the
    notices by which it is in its zones (``Designator``)."""
    if scope.zones is not None and zone not in scope.zones:
        return NOT
    if scope.days is not None and not (scope.days[0] <= day and (scope.days[1] is None or day <= scope.days[1])):
        return NOT
    designators = {name for name in where if isinstance(name, Designator)}
    if scope.designator and designators and scope.designator not in designators:
        return NOT
    known = tuple(name for name in where if not isinstance(name, (Area, Designator)))
    if not scope.places or any(known[:len(names)] == names for names in scope.places):
        sure = (scope.area is None or scope.area in where) and (scope.designator is None or designators)
        return SURELY if sure else MAYBE
    # Known only as far as a wider name in which the row's place lies.
    return MAYBE if any(names[:len(known)] == known for names in scope.places) else NOT


def first_days(rows: Iterable[Row], zone: str | None) -> list[int]:
    """The days from which on rows of this kind of zone may say something else; day 1 is always one."""
    days = [row.scope.days for row in rows if row.scope.days and row.scope.zones and zone in row.scope.zones]
    return sorted({1, *(first for first, _ in days), *(last + 1 for _, last in days if last)})
