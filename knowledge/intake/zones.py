"""Which places a text designates as which kind of zone, or lifts. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.names import Names
from knowledge.intake.words import pattern

MADE, LIFTED = pattern(r"(?:<zones.made>)$"), pattern(r"<zones.lifted>")
PLACE_END = pattern(r"<zones.place_end>")
LEAD = pattern(r"^(?:\s|、|,|:|;|<zones.lead>|对)+|^\d{1,3}[.、)]\s*(?!\d)|^\([\d<outline.numeral>]+\)|^[①-⑳]")
# An entry is a place to the end; what follows it is about it.
TRAIL = re.compile(r"(?:等(?:地|区域|\d+处)?|的?(?:疫情)?(?:防控)?(?:风险)?(?:等级|级别)?[由从]?|共\d+[个处].*)$|[,:;。]+$")
# 「A小区3号楼、5号楼」 goes on with what was named before.
GOES_ON = re.compile(r"^\s*(?:[A-Z]?\d|[东西南北中][\d院区单]|[一二三四五六七八九十]+(?:期|组|单元)|底商|裙楼)")
COUNT = re.compile(r"\(?共?(?:计)?\d+个\)?|名单|范围|如下|清单|区域|\s|:|\(|\)|[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class Designated:
    """A place by its words, text[start:end]. ``kind``: what it is from now on, or was where it is ``lifted``."""

    start: int
    end: int
    kind: str
    lifted: bool = False


def designated(text: str, start: int, end: int, names: Names, heading: str | None) -> list[Designated]:
    """The places of a sentence; ``heading``: the kind of zone that the lines above are a list of."""
    found: list[Designated] = []
    for match in re.finditer(r"[^;。]+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        own = list(in_part(text, first, last, names))
        found += own or (list(listed(text, first, last, heading, names)) if heading else [])
    return found


def in_part(text: str, start: int, end: int, names: Names) -> Iterator[Designated]:
    """By the verb: A划定为高风险区, 高风险区:A、B, 解除A的管控."""
    zones, first = names.zones_in(text, start, end), start
    lifts = LIFTED.search(text, start, end)
    if lifts:
        kind = zones[0].key if zones else ""
        before = list(places(text, start, lifts.start(), kind, True, names))
        yield from before or places(text, lifts.end(), zones[0].start if zones and zones[0].start > lifts.end() else end,
                                    kind, True, names)
        return
    for zone in zones:
        if MADE.search(text, first, zone.start) and (verb := MADE.search(text[first:zone.start])):
            yield from places(text, first, first + verb.start(), zone.key, False, names)
            first = zone.end
        elif text[zone.end:zone.end + 1] in (":",) or COUNT.match(text, zone.end) and ":" in text[zone.end:zone.end + 10]:
            colon = text.index(":", zone.end)
            other = next((one.start for one in zones if one.start > colon), end)
            yield from places(text, colon + 1, other, zone.key, False, names)
            first = other


def listed(text: str, start: int, end: int, heading: str, names: Names) -> Iterator[Designated]:
    yield from places(text, start, end, heading, False, names)


def heads(text: str, start: int, end: int, names: Names) -> str | None:
    """The kind of zone that a line is the heading of; None where it says more."""
    zones = names.zones_in(text, start, end)
    rest = text[start:end]
    for zone in reversed(zones):
        rest = rest[:zone.start - start] + rest[zone.end - start:]
    return zones[0].key if zones and len(COUNT.sub("", rest)) <= 6 else None


def places(text: str, start: int, end: int, kind: str, lifted: bool, names: Names) -> Iterator[Designated]:
    """The names of a list, each as far as it goes."""
    for first, last in items(text, start, end):
        while lead := LEAD.match(text[first:last]):
            if not lead.end():
                break
            first += lead.end()
        trail = TRAIL.search(text[first:last])
        if trail:
            last = first + trail.start()
        first = behind_date(text, first, last)
        if last - first >= 3 and is_place(text, first, last, names):
            yield Designated(first, last, kind, lifted)


DATE_BEFORE = pattern(r"^(?:自|从|于)?(?:20\d\d年)?[\d<outline.numeral>]+月[\d<outline.numeral>]+日(?:[\d<outline.numeral>零]+[时点:]\d*分?)?(?:起|开始|至[^,]{2,12}[日时])?[,、]?(?:<zones.lead>|对)*")


def behind_date(text: str, first: int, last: int) -> int:
    """Where the name begins behind 自11月30日0时起，将."""
    date = DATE_BEFORE.match(text[first:last])
    return first + date.end() if date else first


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the marks of a list, outside brackets; numbers go with the name before them."""
    cuts, depth = [start - 1], 0
    for place in range(start, end):
        depth = max(0, depth + {"(": 1, ")": -1}.get(text[place], 0))
        ends = text[place] in "、,;\t" or (text[place] in "和及" and PLACE_END.search(text[max(start, place - 4):place]))
        if ends and not depth and not GOES_ON.match(text[place + 1:end]):
            cuts.append(place)
    for one, other in zip(cuts, [*cuts[1:], end], strict=True):
        if text[one + 1:other].strip():
            yield one + 1, other


def is_place(text: str, start: int, end: int, names: Names) -> bool:
    """A district's or street's name, a place of the gazetteer, or the end of an address."""
    said = text[start:end]
    if len(said) > 80:
        return False
    return bool(names.district.search(said) or PLACE_END.search(said))
