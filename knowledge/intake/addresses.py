"""The addresses of a list, each as far as it goes. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.names import Names
from knowledge.intake.words import pattern

AT_END = pattern(r"(?:<zones.place_end>)$")
# Behind the last word of an address stands at most what part of it is meant: 3栋住宅, 4栋(不含底商), 三坊只含1至4号.
NEAR_END = pattern(r"(?:<zones.place_end>)[^,。;()]{0,6}(?:\([^()]*\)?)?$")
# Bounded in words, or with an end that all share: no list of places.
BOUNDED = pattern(r"<zones.bounded>")
LEFT_OUT, NO_PLACE = re.compile("除[^除]*外"), pattern("<zones.no_place>")
LEAD = pattern(
    r"^第[<outline.numeral>]{1,3}条[、:,]?|^[-—–·•●◆○■▪]+|^\s*<outline.answers>"
    r"|^(?:\s|、|,|:|;|<zones.lead>|对)+|^\d{1,3}[.、)]\s*(?!\d)"
    r"|^\([\d<outline.numeral>]+\)|^[①-⑳]"
)
# An entry is a place to the end; what follows it is about it.
TRAIL = pattern(
    r"(?:\((?:[^()、]{1,6}区[、和及]?)+(?:除外|之外|以外)\)|"
    r"\s*\(?(?:共|计)?[\d<outline.numeral>两]+[处个]\)?|的(?:封控|管控|防范|防外溢|临时|围合|封闭|疫情)[^,。;]*"
    r"|这一[片带]|已|等(?:地|区域|\d+处)?|的?(?:疫情)?(?:防控)?(?:风险)?(?:等级|级别)?[由从]?|共\d+[个处].*)$|[,:;。]+$"
)
# 「A小区3号楼、5号楼」 goes on with what was named before.
GOES_ON = pattern(r"^\s*(?:[a-zA-Z]?\d|[a-zA-Z](?:栋|座|区|幢)|[东西南北中][\d院区单]|[<outline.numeral>]+(?:期|组|单元)|底商|裙楼)")
COUNT = pattern(r"\(?共?(?:计)?\d+个\)?|名单|范围|如下|清单|区域|\s|:|\(|\)|[<outline.numeral>]+、")


@dataclass(frozen=True)
class Designated:
    """A place by its words, text[start:end]. ``kind``: what it is from now on, or was where it is ``lifted``."""

    start: int
    end: int
    kind: str
    lifted: bool = False


def places(text: str, start: int, end: int, kind: str, lifted: bool, names: Names) -> Iterator[Designated]:
    """The names of a list, each as far as it goes."""
    for first, last in items(text, start, end):
        while lead := LEAD.match(text[first:last]):
            if not lead.end():
                break
            first += lead.end()
        first = behind_date(text, first, last)
        if date := DATE_BEHIND.search(text[first:last]):
            last = first + date.start()
        while (trail := TRAIL.search(text[first:last])) and trail.group():
            last = first + trail.start()
        if last - first >= 3 and is_place(text, first, last, names):
            yield Designated(first, last, kind, lifted)


DATE_BEFORE = pattern(
    r"^(?:自|从|于)?(?:20\d\d年)?[\d<outline.numeral>]+月[\d<outline.numeral>]+日"
    r"(?:[\d<outline.numeral>零]+[时点:]\d*分?)?(?:起|开始|至[^,]{2,12}[日时])?[,、]?(?:<zones.lead>|对)*"
)


DATE_BEHIND = pattern(
    r",?\s*(?:(?:[自从于]|(?<=,))(?:20\d\d年)?[\d<outline.numeral>]+月[\d<outline.numeral>]+日"
    r"|[自从于]?<times.relative>|即[刻日时]起).*$"
)


def behind_date(text: str, first: int, last: int) -> int:
    """Where the name begins behind 自11月30日0时起，将."""
    date = DATE_BEFORE.match(text[first:last])
    return first + date.end() if date else first


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the marks of a list, outside brackets; numbers go with the name before them."""
    cuts, depth = [start - 1], 0
    if BOUNDED.search(text, start, end):
        if text[start:end].strip():
            yield start, end
        return
    for place in range(start, end):
        depth = max(0, depth + {"(": 1, ")": -1}.get(text[place], 0))
        ends = text[place] in "、,;" or (text[place] in "和及" and AT_END.search(text[max(start, place - 5):place]))
        if ends and not depth and not GOES_ON.match(text[place + 1:end]):
            cuts.append(place)
    for one, other in zip(cuts, [*cuts[1:], end], strict=True):
        if text[one + 1:other].strip():
            yield one + 1, other


def is_place(text: str, start: int, end: int, names: Names) -> bool:
    """A district's or street's name, a place of the gazetteer, or the end of an address."""
    said = text[start:end]
    if len(said) > 90 or COUNT.sub("", said) == "" or NO_PLACE.search(LEFT_OUT.sub("", said)):
        return False
    # 解除高风险区的楼栋: those that were told.
    if any(zone.start == start for zone in names.zones_in(text, start, end)):
        return False
    return bool(names.district.search(said) or NEAR_END.search(said) or BOUNDED.search(said))
