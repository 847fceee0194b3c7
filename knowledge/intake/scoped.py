"""For which zones and places something is ruled, by its half of the sentence and by what stands above. Pure."""
from __future__ import annotations

from knowledge.intake.headings import Above
from knowledge.intake.names import Names
from knowledge.intake.scopes import places_of, zones_of
from knowledge.intake.words import pattern

EVERYWHERE, IN_IT, ELSEWHERE = (pattern(f"<zones.{name}>") for name in ("everywhere", "in_it", "elsewhere"))


def scope_of(
    text: str, start: int, place: int, end: int, names: Names, home: str | None, over: Above
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of zones and the places of what is ruled at ``place``: those of its half of the sentence
    text[start:end], else of the halves before it, else what is ``over`` it: what names a place is of the zones of the
    headings, not of the sentence before, and 这一片 is what that made a zone."""
    stop = text.find(";", place, end)
    stop = end if stop < 0 else stop
    zones = places = ()
    while stop > start and not (zones or places):
        first = max(start, text.rfind(";", start, stop) + 1)
        zones, places = zones_of(text, first, stop, names), places_of(text, first, stop, names, home)
        if not zones and IN_IT.search(text, first, stop) and over.made:
            return over.made, places or over.places
        if not zones and ELSEWHERE.search(text, first, stop) and (over.zones or over.made):
            return tuple(key for key in names.zones if key not in (*over.zones, *over.made)), places
        if EVERYWHERE.search(text, first, stop):
            return zones, places
        stop = first - 1
    return zones or (over.above.zones if places and over.above else over.zones), places or over.places
