"""Which places a text designates as which kind of zone, or lifts. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.names import Names
from knowledge.intake.words import expand, pattern

MADE_NEXT = pattern(r"[^,。;]{0,4}?<zones.made>")
MADE, LIFTED = pattern(r"(?:<zones.made>)$"), pattern(r"<zones.lifted>")
AT_END = pattern(r"(?:<zones.place_end>)$")
# Behind the last word of an address stands at most what part of it is meant: 3栋住宅, 4栋(不含底商), 三坊只含1至4号.
NEAR_END = pattern(r"(?:<zones.place_end>)[^,。;()]{0,6}(?:\([^()]*\)?)?$")
# Bounded in words, or with an end that all share: no list of places.
BOUNDED = pattern(r"<zones.bounded>")
QUOTE = r"[“\"「](?P<{0}>[^”\"」]{{3,60}})[”\"」]"
REPLACED = re.compile(QUOTE.format("old") + "(?:修改|调整|变更|更改)?改?为" + QUOTE.format("new"))
TAKEN_BEHIND = re.compile(QUOTE.format("place") + expand("(?:一并)?<zones.taken>"))
ADDED, TAKEN = (re.compile(expand(f"<zones.{word}>") + QUOTE.format("place")) for word in ("added", "taken"))
SAME_PLACE, LISTED = pattern(r"^\s*<zones.same>"), pattern(r"<zones.listed>")
LEFT_OUT = re.compile("除[^除]*外")
NO_PLACE = pattern(
    "<zones.no_place>|通告|公告|通知|上述|措施|居民|人员|原则|工作|公布|如下|序号|电话|病例|期满|运行|管理的|停业|营业"
)
LEAD = pattern(
    r"^第[<outline.numeral>]{1,3}条[、:,]?|^[-—–·•●◆○■▪]+|^\s*<outline.answers>"
    r"|^(?:\s|、|,|:|;|<zones.lead>|对)+|^\d{1,3}[.、)]\s*(?!\d)"
    r"|^\([\d<outline.numeral>]+\)|^[①-⑳]"
)
# An entry is a place to the end; what follows it is about it.
TRAIL = pattern(
    r"(?:\s*\(?(?:共|计)?[\d<outline.numeral>两]+[处个]\)?|的(?:封控|管控|防范|防外溢|临时|围合|封闭|疫情)[^,。;]*"
    r"|这一[片带]|已|等(?:地|区域|\d+处)?|的?(?:疫情)?(?:防控)?(?:风险)?(?:等级|级别)?[由从]?|共\d+[个处].*)$|[,:;。]+$"
)
# 「A小区3号楼、5号楼」 goes on with what was named before.
GOES_ON = pattern(r"^\s*(?:[A-Z]?\d|[东西南北中][\d院区单]|[<outline.numeral>]+(?:期|组|单元)|底商|裙楼)")
COUNT = pattern(r"\(?共?(?:计)?\d+个\)?|名单|范围|如下|清单|区域|\s|:|\(|\)|[<outline.numeral>]+、")


@dataclass(frozen=True)
class Designated:
    """A place by its words, text[start:end]. ``kind``: what it is from now on, or was where it is ``lifted``."""

    start: int
    end: int
    kind: str
    lifted: bool = False


def designated(
    text: str, start: int, end: int, names: Names, heading: str | None, lifts: bool = False
) -> list[Designated]:
    """The places of a sentence; ``heading``: the kind of zone that the lines above are a list of, or of what ``lifts``
    it."""
    found: list[Designated] = []
    for first, last in parts_of(text, start, end, names):
        own = list(in_part(text, first, last, names))
        found += own or (list(listed(text, first, last, heading, lifts, names)) if heading is not None else [])
    return found


def parts_of(text: str, start: int, end: int, names: Names) -> Iterator[tuple[int, int]]:
    """Between semicolons; A降为管控区,解除B的防范区管理 are two: one lifts and the other makes."""
    for match in re.finditer(r"[^;。]+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        pieces = [(first + one.start(), first + one.end()) for one in re.finditer(r"[^,]+", text[first:last])]
        told = [piece for piece in pieces if names.zones_in(text, *piece)]
        lifts = [bool(LIFTED.search(text, *piece)) for piece in told]
        if any(lifts) and not all(lifts) and all(
                lifted or makes(text, *piece, names) for piece, lifted in zip(told, lifts, strict=True)):
            for begins, (_, stops) in zip([first, *(stop for _, stop in told)], told, strict=False):
                yield begins, stops
        else:
            yield first, last


def makes(text: str, start: int, end: int, names: Names) -> bool:
    """Whether a piece says that a place becomes a kind of zone."""
    return any(MADE.search(text[start:zone.start]) for zone in names.zones_in(text, start, end))


def in_part(text: str, start: int, end: int, names: Names) -> Iterator[Designated]:
    """By the verb: A划定为高风险区, 高风险区:A、B, 解除A的管控."""
    zones, first = names.zones_in(text, start, end), start
    quoted = list(in_quotes(text, start, end, zones))
    if quoted:
        yield from [*quoted, *same_place(text, start, end, zones, quoted, names)]
        return
    lifts = LIFTED.search(text, start, end)
    if lifts:
        kind = zones[0].key if zones else ""
        before = list(places(text, start, lifts.start(), kind, True, names))
        until = zones[0].start if zones and zones[0].start > lifts.end() else end
        yield from before or places(text, lifts.end(), until, kind, True, names)
        rest = text.find(",", max([lifts.end(), *(zone.end for zone in zones[:1])]), end)
        if before and rest > 0:
            yield from in_part(text, rest + 1, end, names)
        return
    was = end
    for stem in UNDER.finditer(text, start, end):
        if kind := next((key for key, name in names.zone.items() if name.fullmatch(f"{stem['stem']}区")), None):
            yield from places(text, first, stem.start(), kind, False, names)
            first = stem.end()
    for zone in zones:
        # What it was before is no part of its name.
        if text[zone.start - 1] in "由从" and MADE_NEXT.match(text, zone.end):
            was = zone.start - 1
            continue
        if MADE.search(text, first, zone.start) and (verb := MADE.search(text[first:zone.start])):
            yield from places(text, first, min(first + verb.start(), was), zone.key, False, names)
            first, was = zone.end, end
        elif IS.match(text, zone.end) and not MADE.search(text[first:zone.start]):
            yield from places(text, IS.match(text, zone.end).end(), end, zone.key, False, names)
            first = end
        elif text[zone.end:].startswith(":") or (COUNT.match(text, zone.end) and ":" in text[zone.end:zone.end + 10]):
            colon = text.index(":", zone.end)
            other = next((one.start for one in zones if one.start > colon), end)
            yield from places(text, colon + 1, other, zone.key, False, names)
            first = other


UNDER = pattern(r"<zones.under>(?P<stem>[一-鿿]{2,5}?)(?:管理|措施)?(?=[,。;]|$)")
IS = re.compile(r"(?:分别)?(?:是|有|包括|包含|为)(?!(?:[^,。;]{0,6}风险|\s*$))")


def in_quotes(text: str, start: int, end: int, zones: list) -> Iterator[Designated]:
    """管控区增加“A”, 删去“B”, “C”改为“D”: what an amendment says of a zone's list."""
    for match in REPLACED.finditer(text, start, end):
        if kind := zone_before(zones, match.start()):
            yield Designated(*match.span("new"), kind)
    for pieces, lifted in ((ADDED, False), (TAKEN, True), (TAKEN_BEHIND, True)):
        for match in pieces.finditer(text, start, end):
            kind = zone_before(zones, match.start()) or (zones[0].key if zones and lifted else None)
            if kind:
                yield Designated(*match.span("place"), kind, lifted)


def zone_before(zones: list, place: int) -> str | None:
    return next((zone.key for zone in reversed(zones) if zone.end <= place), None)


def same_place(text: str, start: int, end: int, zones: list, quoted: list, names: Names) -> Iterator[Designated]:
    """该栋1单元转为管控区, behind what was quoted."""
    for zone in zones:
        piece = max(text.rfind(mark, start, zone.start) for mark in ",;") + 1
        verb = MADE.search(text[piece:zone.start])
        is_kept = not LIFTED.search(text, piece, zone.start)
        if piece > start and verb and is_kept and SAME_PLACE.match(text[piece:zone.start]):
            yield Designated(piece, piece + verb.start(), zone.key)


def listed(text: str, start: int, end: int, heading: str, lifts: bool, names: Names) -> Iterator[Designated]:
    # 甲社区:A、B are both there.
    colon = text.find(":", start, end)
    first = colon + 1 if colon > 0 and AT_END.search(text[start:colon]) else start
    yield from places(text, first, end, heading, lifts, names)


def heads(text: str, start: int, end: int, names: Names) -> str | None:
    """The kind of zone that a line is the heading of; None where it says more."""
    if (bracket := text.find("】", start, end)) > 0:
        end = bracket
    zones = names.zones_in(text, start, end)
    rest = text[start:end].strip("【")
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
    return bool(names.district.search(said) or NEAR_END.search(said) or BOUNDED.search(said))
