"""Which places a text designates as which kind of zone, or lifts. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.intake.addresses import AT_END, COUNT, Designated, places
from knowledge.intake.names import Names
from knowledge.intake.words import expand, pattern

MADE_NEXT = pattern(r"[^,。;]{0,4}?<zones.made>")
MADE, LIFTED = pattern(r"(?:<zones.made>)$"), pattern(r"<zones.lifted>")
QUOTE = r"[“\"「](?P<{0}>[^”\"」]{{3,60}})[”\"」]"
REPLACED = re.compile(QUOTE.format("old") + "(?:修改|调整|变更|更改)?改?为" + QUOTE.format("new"))
TAKEN_BEHIND = re.compile(QUOTE.format("place") + expand("(?:一并)?<zones.taken>"))
ADDED, TAKEN = (re.compile(expand(f"<zones.{word}>") + QUOTE.format("place")) for word in ("added", "taken"))
SAME_PLACE, LISTED = pattern(r"^\s*<zones.same>"), pattern(r"<zones.listed>")


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
