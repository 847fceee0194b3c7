"""Where a row holds, as its file says it."""
from __future__ import annotations

from collections.abc import Collection

from knowledge.notices.located import Located
from knowledge.rulebook.model import Scope

# Between the names of a place, from the district down: 甲区/河西街道.
BELOW = "/"
ANY = "any"


def check_scope(row: Located, zones: Collection[str], notice: str) -> Scope:
    """The scope of a row: ``zones``, their ``days``, ``places`` and an ``area`` of them; ``zones: any`` and no place is
    the whole city. ``designated``: the zones are those that its own ``notice`` designated, and no others."""
    anywhere = row.get("zones") == ANY or (row.get("zones") is None and row.get("places"))
    named = None if anywhere else row.texts("zones")
    if named is not None and not named:
        raise row.refuse("'zones' must name at least one, or be 'any'.", "zones")
    for zone in named or ():
        if zone not in zones:
            raise row.refuse(f"zones: {zone!r} is not known.", "zones")
    places = tuple(tuple(text.split(BELOW)) for text in row.texts("places"))
    if not all(name.strip() == name != "" for names in places for name in names):
        raise row.refuse(f"places: write names from the district down with {BELOW!r} between them.", "places")
    days = _days(row)
    if days and not named:
        raise row.refuse("'days' counts the days of a zone; say of which 'zones'.", "days")
    area = row.text("area") if row.get("area") is not None else None
    if area and not places:
        raise row.refuse("'area' lies in some places; name its districts or streets under 'places'.", "area")
    designated = row.get("designated", False)
    if designated not in (True, False) or (designated and not named):
        raise row.refuse("'designated' is true where 'zones' means those that this notice designated.", "designated")
    return Scope(named, days, places, area, notice if designated else None)


def _days(row: Located) -> tuple[int, int | None] | None:
    value = row.get("days")
    if value is None:
        return None
    first, last = value if isinstance(value, list) and len(value) == 2 else (None, None)
    if type(first) is not int or first < 1 or (last is not None and (type(last) is not int or last < first)):
        raise row.refuse("'days' must be [first, last] of a zone's days, counted from 1; last may be null.", "days")
    return first, last


def share_a_place(one: Scope, other: Scope) -> bool:
    """Whether two scopes of the same width have a zone, a place and a day in common."""
    if (one.width, one.area, one.designator) != (other.width, other.area, other.designator):
        return False
    zones = one.zones is None or not set(one.zones).isdisjoint(other.zones)
    places = not one.places or not set(one.places).isdisjoint(other.places)
    return zones and places and _days_meet(one.days, other.days)


def _days_meet(one: tuple[int, int | None] | None, other: tuple[int, int | None] | None) -> bool:
    if one is None or other is None:
        return True
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
