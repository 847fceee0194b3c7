"""What follows the names of an address: section, building, unit, or a name that is not known."""
from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text.lexicon import pattern
from knowledge.text.numerals import arabic

_N = r"(?:\d+|[<numerals.cardinal>]{1,3})"
_SECTION = pattern(rf"\s*((?:[东西南北中]?[区苑院](?!域)|[A-Z]{{1,2}}区|{_N}(?:期|号院|区))+)")
_BUILDING = pattern(rf"\s*(?:宿舍楼?|第)?([东西南北中新老]?[A-Z]?{_N}[A-Z]?)\s*"
                       rf"(?:号楼|号?栋|号?幢|宿舍|#楼?|楼(?!上|下|道|长)|号(?=\s*{_N}\s*单元))"
                       rf"|\s*([A-Z]\d*)(?:座|栋)")
_UNIT = pattern(rf"\s*([东西南北中]?{_N}|[东西南北中])\s*单元")
# 3栋C座: a block of a numbered building.
_BLOCK = re.compile(r"\s*([A-Z]座)")
# What else a building has parts by.
_FLOOR = pattern(rf"\s*((?:负|地下)?{_N}层|底商|裙楼|地下室)")
# Behind a building 3楼 is a floor.
_FLOOR_OF_BUILDING = pattern(rf"\s*((?:负|地下)?{_N})楼(?!上|下|道|长)")
_HOUSE_BEFORE = re.compile(r"\d号$")
_DASHED = re.compile(r"\s*(\d{1,3})-(\d{1,2})(?:-\d{2,4})?(?![\d月/.])")
_ENDING = (r"(?:街道办事处|街道|办事处|镇|小区|花园|家园|家属院|号院|社区|公寓|大厦|广场|新城|新苑|国际|嘉园|华府|苑|府|园|院|城|村|庄|[寨砦]|路|街|巷|大道|号(?!楼))")
_UNKNOWN = re.compile(rf"\s*([一-鿿A-Z0-9()]{{0,14}}?(?:[一-鿿A-Z0-9]{_ENDING})+{_ENDING}*)")
_BEFORE_NUMBER = re.compile(r"\s*([一-鿿A-Z]{2,12}?)(?=\d+(?:号楼|栋|幢|单元|号院))")
_HOME = pattern(r"\s*([一-鿿A-Z]{1,10}<places.home_ending>)(?=[,。?!]|$)")
# Behind what it lies in, a name of three letters or more may end as it likes when its zone is asked: 翠屏雅居是什么风险区.
_BEFORE_QUESTION = pattern(r"\s*([一-鿿A-Z]{3,12}?)"
                           r"(?=(?:<questions.here>)?<questions.today_or_now>?<questions.is_it><questions.which_zone>)")
# 石佛村20号: a village numbers its houses.
_HOUSE = pattern(r"(?<=[<places.village>])\s*(\d{1,3}号)(?!楼|院|栋|幢|单元|\d)")
# 某某东区52号 has no such day of the month: a building of a compound.
_NO_DAY = pattern(r"(?<![路街道巷])\s*(3[2-9]|[4-9]\d|[12]\d\d)号(?![楼院栋幢线门码\d<numerals.cardinal>])")
_NUMBERED = re.compile(r"\s*(\d+(?:号[院楼]?|院|弄)?)")
_BY_ITSELF = (_UNKNOWN, _BEFORE_NUMBER)
_IN_STREET = (*_BY_ITSELF, _HOME, _BEFORE_QUESTION)
_SAID_IN_FULL = re.compile("(?:街道|街道办|办事处|[镇乡村]|社区|居委会)$")
_ORDINARY = pattern(r"[的嘅是喺系在有能吗呢哪几要可以现今明昨了和跟我你他这那每所全各去到啥怎多少不没会该让请问人还属]|什么|怎么|核酸|疫情|风险|封控|"
                       r"(?:幼儿|公|校|医|学|法|检察|影|电影|戏|政|养老|敬老|福利|护理|卫生|物流|软件|采摘|农家)[园院府]$|一个|其他|高风|中风|低风|采样|养老|老年公寓|城中村|"
                       r"^[^路街道巷]*[\d<numerals.cardinal>]号$")
_GENERIC = re.compile(r"(?:附近|周边|周围|内|里|大|老|新|小|某|无疫|封闭|解封|住宅)*(?:小区|社区|街道|道路|马路|村庄|农村|广场|公寓|大厦|"
                      r"城区|乡村|城市|市区|主城|大街|小巷|家属院|院|园|路|街|村|城|全域|区域)+")


@dataclass(frozen=True)
class Tail:
    """What stands behind the names; ``end`` is where it ends in the text; grown: it makes another name of the last."""

    end: int
    section: str | None = None
    building: str | None = None
    unit: str | None = None
    unknown: str | None = None
    grown: bool = False


def read_tail(text: str, start: int, widths: set[str]) -> Tail:
    """Reads on from ``start`` behind names of these levels; a folded text."""
    if widths & {"compound", "community"}:
        house = _HOUSE.match(text, start)
        if house:
            return Tail(house.end(), unknown=house[1])
        tail = _numbers(text, start)
        if tail.end > start:
            return tail
    if widths == {"compound"}:
        building = _NO_DAY.match(text, start)
        return Tail(building.end(), building=f"{building[1]}号楼") if building else Tail(start)
    numbered = _NUMBERED.match(text, start) if widths == {"road"} else None
    if not numbered:
        return _unknown(text, start, _IN_STREET if _SAID_IN_FULL.search(text, 0, start) else _BY_ITSELF)
    end = _behind(text, numbered.end())
    return Tail(end, unknown=text[numbered.start(1):end])


def _numbers(text: str, start: int) -> Tail:
    part = _SECTION.match(text, start)
    end = part.end() if part else start
    dashed = _DASHED.match(text, end)
    if dashed:
        return Tail(dashed.end(), part and part[1], f"{dashed[1]}号楼", f"{dashed[2]}单元")
    building = _building_at(text, end)
    end = building.end() if building else end
    unit = _UNIT.match(text, end)
    block = _BLOCK.match(text, end) if building and building[1] and not unit else None
    end = (unit or block).end() if unit or block else end
    named = _digits(unit[1]) + "单元" if unit else block[1] if block else None
    if not named:
        named, end = _floor(text, end, bool(building or _HOUSE_BEFORE.search(text, 0, end)))
    return Tail(end, part[1] if part else None, _building(building), named)


def _building_at(text: str, start: int) -> re.Match[str] | None:
    """What names a building there. Behind the number of a house 一楼 is a floor."""
    match = _BUILDING.match(text, start)
    is_floor = match and _FLOOR_OF_BUILDING.fullmatch(match[0]) and _HOUSE_BEFORE.search(text, 0, start)
    return None if is_floor else match


def _building(match: re.Match[str] | None) -> str | None:
    if not match:
        return None
    return _digits(match[1]) + "号楼" if match[1] else match[2] + "座"


def _floor(text: str, start: int, of_building: bool) -> tuple[str | None, int]:
    """(the floor that is named at ``start``, where it ends)."""
    match = _FLOOR.match(text, start)
    if match and not match[1].endswith("层"):
        return match[1], match.end()
    match = match or (_FLOOR_OF_BUILDING.match(text, start) if of_building else None)
    if not match:
        return None, start
    return _digits(match[1].removesuffix("层")).replace("地下", "负") + "层", match.end()


def _digits(number: str) -> str:
    return arabic(number + "号")[:-1]


def _unknown(text: str, start: int, ways: tuple[re.Pattern[str], ...] = _BY_ITSELF) -> Tail:
    for named in ways:
        match = named.match(text, start)
        if match and not _ORDINARY.search(match[1]) and not _GENERIC.fullmatch(match[1]):
            end = _behind(text, match.end())
            return Tail(end, unknown=text[match.start(1):end])
    return Tail(start)


def _behind(text: str, start: int) -> int:
    """Where the building and unit behind an unknown name end."""
    numbers = _numbers(text, start)
    return numbers.end if numbers.building or numbers.unit else start
