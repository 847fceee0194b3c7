"""Windows that a text names: times with the words around them, which say what they bound. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from knowledge.intake.instants import NUMBER, RANGE, SINCE, Told, midnight, times
from knowledge.intake.model import Span
from knowledge.intake.words import pattern, values
from knowledge.text.numerals import to_number

BEFORE, UNTIL = pattern(r"\s*<times.before>"), pattern(r"<times.until>\s*(?:<times.gloss>)?$")
UNTIL_MOVED, LASTS_TO = pattern(r"<times.until_moved>$"), pattern("<times.lasts_to>")
LENGTH = pattern(
    rf"(?<!第)(?:为期|期限|连续|持续|时长|暂停|停业|共)?\s*(?P<many>(?<![第\d]){NUMBER})(?P<unit><times.length>)"
    r"(?:时间)?(?!\d|[<outline.numeral>]*[检次测]|内?(?:没有|无|未))"
)
LASTS = pattern(r"<times.lasts>")
BEGINS_AT, OLD, MOVED = pattern("<times.begins_at>$"), pattern(r"<times.old>\s*$"), pattern("<times.moved>")
GOES_ON = pattern(r"[^,。;:]{0,16},?[^,。;:]{0,4}(?:<times.until>)\s*(?:<times.gloss>)?")
# 22时起管控,连续三天,12日22时结束.
STOPS, ON_AND_ON = pattern(r"\s*<times.stops>"), pattern(r"[^。;:]{0,16}(?:<times.lasts>)[^。;:]{0,12}")
# 现将截至16时的名单公布如下: from then on, and not until then.
AS_OF = re.compile(r"现将截[至止](?:到|于)?\s*$")
# 截至29日20时,我区有三处: how it stood then.
STOOD, HAPPENED = re.compile(r"(?:^|[。;(\n]\s*)截[至止](?:到|于)?\s*$"), pattern("<times.happened>")
AND = re.compile(r"\s*[、和及与]\s*")
# So many letters before a time say what it bounds.
LOOK_BACK = 16


def spans(text: str, issued: date, start: int = 0, stop: int | None = None) -> tuple[Span, ...]:
    """All times of text[start:stop], two that bound one window as one; a day alone has neither start nor end bound:
    it is a span of that day. ``issued``: the day from which years and 即日 are read."""
    told = list(times(text, issued, start, len(text) if stop is None else stop))
    found, place = [], 0
    while place < len(told):
        one, other = told[place], told[place + 1] if place + 1 < len(told) else None
        if other and RANGE.fullmatch(text, one.stop, other.place) and one.day and other.day:
            found.append(Span(one.place, other.stop, one.begins(), later(one, other)))
            place += 2
            continue
        if one.day:
            found.append(alone(text, one, start))
        place += 1
    return tuple(lasting(text, joined(text, found), stop))


def joined(text: str, found: list[Span]) -> list[Span]:
    """自27日24时起实行管理5天,至2日24时: one window, though it is told what for between its ends; and so are days that
    follow each other (20日、21日)."""
    made: list[Span] = []
    for span in found:
        last = made[-1] if made else None
        if last and (is_next_day(text, last, span) or is_its_end(text, last, span)):
            made[-1] = Span(last.place, span.stop, last.start, span.end)
        else:
            made.append(span)
    return made


def is_next_day(text: str, last: Span, span: Span) -> bool:
    return is_a_day(last) and is_a_day(span) and last.end == span.start and bool(
        AND.fullmatch(text, last.stop, span.place))


def is_its_end(text: str, last: Span, span: Span) -> bool:
    if not last.start or last.end or span.start:
        return False
    goes_on = ON_AND_ON if STOPS.match(text, span.stop) else GOES_ON
    return bool(goes_on.fullmatch(text, last.stop, span.place) or GOES_ON.fullmatch(text, last.stop, span.place))


def is_a_day(span: Span) -> bool:
    return span.start is not None and span.end is not None and span.start == midnight(span.start.date()) and (
        span.end == midnight(span.end.date()))


def later(one: Told, other: Told) -> datetime:
    """The end of a range; 22时至6时 runs over midnight."""
    end = other.ends()
    return end + timedelta(days=1) if end <= one.begins() else end


def alone(text: str, one: Told, start: int) -> Span:
    """What one time bounds, by the words around it."""
    ahead = text[max(start, one.place - LOOK_BACK):one.place]
    if OLD.search(ahead) and MOVED.match(text, one.stop):
        return Span(one.place, one.stop, midnight(one.day), midnight(one.day) + timedelta(days=1))
    if AS_OF.search(ahead):
        return Span(one.place, one.stop, one.begins())
    if HAPPENED.match(text, one.stop) or (STOOD.search(ahead) and text.startswith(",", one.stop)):
        return Span(one.place, one.stop, midnight(one.day), midnight(one.day) + timedelta(days=1))
    if BEGINS_AT.search(ahead) and not LASTS_TO.search(text, start, one.place):
        return Span(one.place, one.stop, one.begins())
    if text.startswith("起", one.stop) and UNTIL.search(ahead):
        # KTV要到15日起: until then it is not said to hold.
        return Span(one.place, one.stop, one.begins())
    if BEFORE.match(text, one.stop) or UNTIL.search(ahead) or (
            UNTIL_MOVED.search(ahead) and LASTS_TO.search(text, start, one.place)):
        return Span(one.place, one.stop, None, one.ends() if not text.startswith("前", one.stop) else one.begins())
    if SINCE.match(text, one.stop) or one.minutes is not None or text[one.place:one.stop].endswith("起"):
        return Span(one.place, one.stop, one.begins())
    return Span(one.place, one.stop, one.begins(), one.ends())


def lasting(text: str, found: list[Span], stop: int | None) -> Iterator[Span]:
    """A beginning with 为期七天 behind it has its end."""
    for span in found:
        length = LENGTH.search(text, span.stop, min(len(text), span.stop + 30, stop or len(text)))
        if span.start and not span.end and length and LASTS.search(text, span.stop, length.end()):
            days = (to_number(length["many"]) or 0) * values("times.length")[length["unit"]]
            yield Span(span.place, length.end(), span.start, midnight(span.start.date()) + timedelta(days=days)
                       if span.start == midnight(span.start.date()) else span.start + timedelta(days=days))
        else:
            yield span
