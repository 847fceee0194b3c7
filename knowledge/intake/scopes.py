"""For which zones and places a sentence rules. Pure."""
from __future__ import annotations

import re

from knowledge.intake.names import Names
from knowledge.rulebook.scopes import ANY, BELOW

EXCEPT = re.compile(r"除(?P<kept>[^。;]{2,60}?)(?:之外|以外|外)(?!卖)|(?P<outside>[^,。;除]{2,30}?)(?:以外|之外)的?")
STREET, STREET_LEAD = re.compile(r"(?<![一-鿿])[一-鿿]{2,6}?(?:街道|镇)(?!办)"), re.compile(r"^(?:在|对|将|位于|的|和|及|区)+")
SOMEWHERE = re.compile(r"街道|[镇乡](?!街)|片区|围合|合围|[以之][东南西北]|城中村|沿线|周边|小区内|村内|社区")
# 甲、乙、丙街道: the end is said once.
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


def places_of(text: str, start: int, end: int, names: Names, home: str | None) -> tuple[str, ...]:
    """Districts and streets from the district down, as rows name them; ``home``: the district that issued the text."""
    said = SHARED.sub(spelt_out, text[start:end])
    found: dict[str, None] = {}
    for mention in names.places(said):
        place = mention.candidates[0] if mention.candidates and mention.exact else None
        if place and place.width in ("district", "street") and not mention.unknown:
            found[BELOW.join(place.names_down())] = None
    for match in names.district.finditer(said):
        found[names.districts[match.group()]] = None
    if home:
        found |= {f"{home}{BELOW}{street}": None for street in streets(said, names)
                  if not any(each.endswith(BELOW + street) for each in found)}
    return tuple(one for one in found if not any(other.startswith(one + BELOW) for other in found))


def spelt_out(match: re.Match) -> str:
    """甲、乙、丙街道 -> 甲街道、乙街道、丙街道."""
    return "、".join(name + match["end"] for name in match["names"].split("、"))


def streets(said: str, names: Names) -> list[str]:
    """Streets by their ending, without the words before them; a shop that a 街道 speaks to is none."""
    return [STREET_LEAD.sub("", names.district.sub("", match.group())) for match in STREET.finditer(said)
            if not names.venue.search(match.group())]


def home_of(said: str, names: Names) -> str | None:
    """The district that a text is from, by its title or who signed it."""
    match = names.district.search(said)
    return names.districts[match.group()] if match else None


def own_places(home: str | None, issuer: str, names: Names) -> tuple[str, ...]:
    """Where a text holds that says no place: in the district, or the street, whose office signed it."""
    street = next(iter(streets(names.district.sub(" ", issuer), names)), "")
    return (f"{home}{BELOW}{street}" if street else home,) if home else ()


def names_somewhere(text: str, start: int, end: int, names: Names, places: tuple[str, ...]) -> bool:
    """Whether words say where, which neither the places found nor the names of kinds (社区诊所) are."""
    said = names.district.sub("", names.venue.sub("", text[start:end]))
    for street in (place.rpartition(BELOW)[2] for place in places):
        said = said.replace(street, "")
    return bool(SOMEWHERE.search(said))


def or_any(zones: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """Where neither is named it is the whole city."""
    return zones or (() if places else (ANY,))
