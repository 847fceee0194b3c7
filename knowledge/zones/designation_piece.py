"""One piece of a designation's text -> the place it names, level by level."""
from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.places.districts import districts
from knowledge.places.model import Place
from knowledge.places.names import district_name, street_name
from knowledge.text.lexicon import pattern

_STREET = re.compile(r"([^\d、,;()]{1,8}?)(街道办事处|街道办|街道|办事处|镇|乡|办(?=..)|(?<=新区)管委会)")
_NOT_IN_STREET = re.compile("社区|小区|号|院|楼|除")
_COMMUNITY = re.compile(r"([^\d、,;()]{1,14}?)"
                        r"(社区居委会|社区居民委员会|社区|工作站|村委会|自然村|村(?!社区|民|委|组|镇))")
_NOT_IN_COMMUNITY = re.compile("小区(?!社)|号院|家属院|以[东西南北]")
BUILDING = (r"(?:\d+至\d+(?:号楼|栋|幢|座)|[新老附]?[A-Z]?\d+[A-Z]?(?:号楼|栋|幢|座|楼)|[A-Z]\d*(?:座|栋|号楼)|"
            r"\d+号(?=\d单元)|独栋楼)")
# A part of a building: units, floors, shops on the street.
UNIT = r"(?:(?:\d+至)?[东西南北中]?\d+单元|[东西南北中]单元|(?:裙楼|底商)?(?:负?\d+至)?负?\d+层|底商|裙楼|地下室)"
_TAIL = re.compile(rf"(?P<compound>.*?)(?P<building>{BUILDING}栋?)?(?P<unit>{UNIT})?")
_PHASE = pattern(r"[\d<numerals.cardinal>]+期|[东西南北]院|[A-Z]区")
_BARE_PHASE = pattern(r"(?:[\d<numerals.cardinal>]+期|[东西南北]院|[A-Z]区)$")
# 金港大道20号、142号; 创业园F05、F02: the next house or plot of what was named before.
_PLOT, _BARE_PLOT = re.compile(r"\d+号|[A-Z]\d+"), re.compile(r"(?:(?<=[路街道巷])\d+号|[A-Z]\d+)$")


def take_district(text: str, county: str) -> tuple[str, str]:
    """(canonical district, the rest); a district in the text outweighs ``county``."""
    district = district_name(county)
    while match := districts().head.match(text):
        district, text = district_name(match[1]), text[match.end():]
    return district, text


def take_street(text: str, known: Collection[str] = ()) -> tuple[str | None, str]:
    """(canonical street, the rest). A street of ``known`` counts without 街道 before a community's name."""
    match = _STREET.match(text)
    if not match or _NOT_IN_STREET.search(match[1]):
        return _known_street(text, known)
    street = street_name(match[1] + {"办": "街道", "管委会": "管委会"}.get(match[2], match[2]))
    rest = text[match.end():]
    return (street, rest.removeprefix(match.group())) if rest else (street, "")


def _known_street(text: str, known: Collection[str]) -> tuple[str | None, str]:
    for name in sorted(known, key=len, reverse=True):
        stem = name.removesuffix("街道")
        if len(stem) > 1 and text.startswith(stem) and _COMMUNITY.match(text[len(stem):]):
            return street_name(name), text[len(stem):]
    return None, text


def take_community(text: str) -> tuple[str | None, str]:
    """(community, the rest): the first X社区, X村 or X工作站 before any number."""
    match = _COMMUNITY.match(text)
    if not match or _NOT_IN_COMMUNITY.search(match.group()):
        return None, text
    return re.sub("(居民委员会|居委会|委会)$", "", match.group()), text[match.end():]


def read_piece(piece: str, before: Place) -> Place:
    """The place of a piece; what it leaves out is taken from the piece ``before`` it."""
    community, rest = take_community(piece)
    match = _TAIL.fullmatch(rest)
    compound, building, unit = (match[name] or None for name in ("compound", "building", "unit"))
    if community:
        return Place(before.district, before.street, community, compound, building, unit)
    if compound:
        name = _of_same_compound(compound, before.compound)
        return Place(before.district, before.street, before.community, name, building, unit)
    if building:
        return Place(before.district, before.street, before.community, before.compound, building, unit)
    return Place(before.district, before.street, before.community, before.compound, before.building, unit)


def _of_same_compound(name: str, before: str | None) -> str:
    for next_one, last in ((_PHASE, _BARE_PHASE), (_PLOT, _BARE_PLOT)):
        if before and next_one.fullmatch(name) and last.search(before):
            return last.sub("", before) + name
    return name

