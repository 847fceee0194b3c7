"""Whether two names may mean the same, and how an area lies to a place. Doubt is never counted as apart."""
from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.places.learned_places import is_generic
from knowledge.places.model import LEVELS, Place
from knowledge.text.keys import key

_ADDRESS = re.compile(r"(.+?[路街道巷里])(\d+)号?院?")
# The houses of a village, by its alleys: 上沙东村1巷1号. The village is named, so that no other name is another of it.
_VILLAGE = re.compile(r".+?村(?=\d+巷)")
_PLAIN_NUMBER = re.compile(r"[A-Z]?\d+[A-Z]?|[A-Z]")
_SHOPS = ("底商", "裙楼")
_LEVEL = re.compile(rf"(?:{'|'.join(_SHOPS)}|层)$")
# Numbers from one to another, of buildings, units or floors; what is of the ground below is negative.
_RANGE = re.compile(rf"(?:{'|'.join(_SHOPS)})?(?:(负?\d+)至)?(负?\d+)(层)?")
_SIDE = re.compile(r"[东西南北中]")
_SIMILAR = 75


class Same(Enum):
    """What comparing two names of one level tells. ALIAS: unlike names that could be one place (name and address)."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    ALIAS = "alias"


class Relation(Enum):
    """How an area lies to a place: covers it, inside it, apart from it, or not to be told from the names."""

    COVERS = "covers"
    PART = "part"
    APART = "apart"
    MAYBE = "maybe"
    ALIAS = "alias"


@lru_cache(maxsize=65536)
def same(level: str, one: str, other: str) -> Same:
    """Compares two names of a level by their keys; ``one`` may be a range of numbers that holds the other."""
    one, other = key(level, one), key(level, other)
    if one == other:
        return Same.YES
    if level in ("district", "street"):
        return Same.NO
    if level in ("building", "unit"):
        return _same_number(one, other)
    return _same_name(one, other, level)


def _same_number(one: str, other: str) -> Same:
    # 3单元 is flats, and no shop below them.
    if _PLAIN_NUMBER.fullmatch(one) and (_PLAIN_NUMBER.fullmatch(other) or other in _SHOPS):
        return Same.NO
    if one in _SHOPS and _PLAIN_NUMBER.fullmatch(other):
        return Same.NO
    # 裙楼1至3层 is 裙楼, and these floors.
    if any(shops in (one, other) and one.startswith(shops) and other.startswith(shops) for shops in _SHOPS):
        return Same.YES
    ranges = _RANGE.fullmatch(one), _RANGE.fullmatch(other)
    if all(ranges) and ranges[0][3] == ranges[1][3]:
        return _within(*(_ends(each) for each in ranges))
    return Same.NO if _SIDE.fullmatch(one) and _SIDE.fullmatch(other) else Same.MAYBE


def _ends(found: re.Match[str]) -> tuple[int, int]:
    first, last = (int(number.replace("负", "-")) for number in (found[1] or found[2], found[2]))
    return first, last


def _within(wide: tuple[int, int], narrow: tuple[int, int]) -> Same:
    """Whether the first range holds all of the second, some of it or nothing."""
    if wide[0] <= narrow[0] and narrow[1] <= wide[1]:
        return Same.YES
    return Same.NO if narrow[1] < wide[0] or wide[1] < narrow[0] else Same.MAYBE


def _same_name(one: str, other: str, level: str) -> Same:
    addresses = _ADDRESS.fullmatch(one), _ADDRESS.fullmatch(other)
    if all(addresses):
        return Same.YES if addresses[0].groups() == addresses[1].groups() else Same.NO
    heads = _ADDRESS.match(one), _ADDRESS.match(other)
    if all(heads) and heads[0][1] == heads[1][1] and heads[0][2] != heads[1][2]:
        return Same.NO
    digits = re.findall(r"\d+", one), re.findall(r"\d+", other)
    if all(digits) and digits[0] != digits[1] and re.sub(r"\d", "", one) == re.sub(r"\d", "", other):
        return Same.NO
    if one in other or other in one or _look_alike(one, other, level):
        return Same.MAYBE
    # A compound is listed now by its name, now by its address or number, and no file tells which are the same.
    if _VILLAGE.match(one) or _VILLAGE.match(other):
        return Same.NO
    numbered = any(addresses) or is_generic(one) or is_generic(other)
    return Same.ALIAS if level == "compound" and numbered else Same.NO


def _look_alike(one: str, other: str, level: str) -> bool:
    # 锦艺二期 and 锦艺美域 of one community may be one compound; communities only when more is alike.
    head = 2 if level == "compound" else 3
    return one[:head] == other[:head] or fuzz.ratio(one, other) >= _SIMILAR


def relation(area: Place, place: Place) -> Relation:
    """How ``area`` lies to ``place`` by names alone, level by level."""
    if _in_another_street(area, place):
        return Relation.APART
    common = [level for level in LEVELS if getattr(area, level) and getattr(place, level)]
    if not common or common[0] != "district":
        return Relation.MAYBE
    likeness = {level: same(level, getattr(area, level), getattr(place, level)) for level in common}
    if Same.NO in likeness.values():
        return _apart_or_renamed(area, place, likeness)
    # Other compounds unless one is the other's address, whatever the buildings behind them.
    if Same.ALIAS in likeness.values():
        return Relation.ALIAS
    if Same.MAYBE in likeness.values():
        return Relation.MAYBE
    return _nested(area, place, common)


def _in_another_street(area: Place, place: Place) -> bool:
    """Nearly all areas of a district do, and nothing else needs to be compared then; but one compound may be put into
    two streets."""
    if not (area.district and place.district and area.street and place.street):
        return False
    if same("street", area.street, place.street) is not Same.NO:
        return False
    both = area.compound and place.compound
    return not (both and same("compound", area.compound, place.compound) is Same.YES)


def _nested(area: Place, place: Place, common: list[str]) -> Relation:
    pivot = LEVELS.index(common[-1])
    missing = [level for level in LEVELS[:pivot] if bool(getattr(area, level)) != bool(getattr(place, level))]
    if any(not _may_be_left_out(level, area, common) for level in missing):
        return Relation.MAYBE
    area_below = any(getattr(area, level) for level in LEVELS[pivot + 1:])
    place_below = any(getattr(place, level) for level in LEVELS[pivot + 1:])
    if not area_below:
        return Relation.COVERS
    return Relation.MAYBE if place_below else Relation.PART


def _may_be_left_out(level: str, area: Place, common: list[str]) -> bool:
    """A compound tells its community, and its shops and floors are those of each of its buildings; nothing else may be
    left out above a name both give."""
    if level == "building":
        return "compound" in common and not area.building and bool(_LEVEL.search(area.unit or ""))
    return level == "community" and "compound" in common


def _apart_or_renamed(area: Place, place: Place, likeness: dict[str, Same]) -> Relation:
    """Apart, unless the same compound is put into another street or community, or cut differently."""
    if likeness["district"] is Same.NO or Same.NO in (likeness.get("building"), likeness.get("unit")):
        return Relation.APART
    if likeness.get("street") is Same.NO:
        return Relation.MAYBE if likeness.get("compound") is Same.YES and _telling(place) else Relation.APART
    if likeness.get("community") is Same.NO and likeness.get("compound") is Same.YES:
        return Relation.MAYBE
    return Relation.MAYBE if _cut_differently(area, place) else Relation.APART


def _telling(place: Place) -> bool:
    return len(place.compound) >= 3 and not is_generic(place.compound)


def _cut_differently(area: Place, place: Place) -> bool:
    """绿东村|三号院 and 白鸽社区|绿东村三号院 are one compound."""
    return _hidden(area, place) or _hidden(place, area)


def _hidden(one: Place, other: Place) -> bool:
    if not (one.compound and other.compound and _telling(one)):
        return False
    name, before = key("compound", one.compound), other.community or ""
    return name in key("compound", before + other.compound) and name not in key("compound", before)
