"""For which zones and places a sentence rules. Pure."""
from __future__ import annotations

import re

from knowledge.intake.names import Names
from knowledge.rulebook.scopes import ANY, BELOW

EXCEPT = re.compile(r"除(?P<kept>[^。;]{2,60}?)(?:之外|以外|外)(?!卖)")
STREET = re.compile(r"[一-鿿]{2,6}?(?:街道|镇|乡)")
# 黄贝、桂园、南湖街道: the end is said once.
SHARED = re.compile(r"(?P<names>(?:[一-鿿]{2,4}、)*[一-鿿]{2,4})(?P<end>街道|镇)")


def zones_of(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    """The kinds of zones; those that are excepted are left out of all of the city's. Empty where none is named."""
    kept = EXCEPT.search(text, start, end)
    found = names.zones_in(text, start, end)
    excepted = {one.key for one in found if kept and kept.start() <= one.start < kept.end()}
    named = tuple(dict.fromkeys(one.key for one in found if one.key not in excepted))
    if excepted and not named:
        return tuple(key for key in names.zones if key not in excepted)
    return named


def places_of(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    """Districts and streets from the district down, as rows name them."""
    found: dict[str, None] = {}
    for mention in names.places(text[start:end]):
        place = mention.candidates[0] if mention.candidates and mention.exact else None
        if place and place.width in ("district", "street") and not mention.unknown:
            found[BELOW.join(place.names_down())] = None
    return tuple(one for one in found if not any(other.startswith(one + BELOW) for other in found))


def or_any(zones: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """Where neither is named it is the whole city."""
    return zones or (() if places else (ANY,))
