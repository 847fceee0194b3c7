"""Days, hours and windows that a text names. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.intake.model import Span
from knowledge.intake.words import lists, pattern, values
from knowledge.notices.window import CHINA
from knowledge.text.numerals import to_number

NUMBER = r"(?:\d{1,2}|[零<outline.numeral>]{1,3})"
YEAR = r"(?:(?P<year>20\d\d|二[〇零○O0<outline.numeral>]{3})[年/.-])"
CLOCK = (
    r"(?:\(?(?:星期|周)[<outline.numeral>日天]\)?)?\s*,?(?P<part><times.part>)?\s*"
    r"(?:(?P<clock>\d{1,2}):(?P<clock_minute>\d\d)"
    rf"|(?P<hour>{NUMBER})[时点](?!间)(?:(?P<half>半)|(?P<minute>{NUMBER})分?|整|许)?)"
)
DAY = (
    rf"(?:{YEAR}?(?P<month>{NUMBER})月|(?P<slash>20\d\d[-/.]\d{{1,2}}[-/.]))?(?P<day>{NUMBER})"
    r"(?:日(?!内|均|游)|号(?![楼院线栋门地铁])|(?<=[-/.]\d)|(?<=[-/.]\d\d))"
)
# Either may be left out, and both: who searches passes over what is empty.
# Behind a month is its day alone, and 7. before a day is the number of an item.
BEGINS = r"(?<![\d月-])(?:(?<!\.)|(?=\d{1,2}月))"
# 本周六(12月10日)10时: the hour belongs to the day in brackets.
CLOSES = r"(?:\)(?=\s*(?:<times.part>)?\d{1,2}[时点:]))?"
# 下周一 counts from the day of issue; the day in brackets behind it says the same.
WEEKDAY = r"(?P<week><times.week>)(?P<weekday>[<outline.weekday>天])(?!\()"
INSTANT = pattern(
    rf"{BEGINS}(?:{WEEKDAY})?(?:(?P<away><times.relative>)(?:\()?)?(?:{DAY}{CLOSES})?(?(away)\)?)\s*(?:{CLOCK})?"
)
RANGE, SINCE, BEFORE = pattern(r"\s*<times.range>\s*"), pattern(r"\s*<times.since>"), pattern(r"\s*<times.before>")
UNTIL_MOVED, LASTS_TO = pattern(r"<times.until_moved>$"), pattern("<times.lasts_to>")
UNTIL, FROM_HERE = pattern(r"<times.until>\s*(?:<times.gloss>)?$"), pattern(r"<times.from_here>")
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
DIGITS = values("outline.digit")
AND = re.compile(r"\s*[、和及与]\s*")
MOST_BETWEEN = 3
# So many letters before a time say what it bounds.
LOOK_BACK = 16


@dataclass(frozen=True)
class Told:
    """One time as it stands in the text: the day, and the minutes behind its midnight where an hour is told."""

    place: int
    stop: int
    day: date | None
    minutes: int | None

    def begins(self) -> datetime:
        return midnight(self.day) + timedelta(minutes=self.minutes or 0)

    def ends(self) -> datetime:
        """A day without an hour belongs to it."""
        return midnight(self.day) + (timedelta(days=1) if self.minutes is None else timedelta(minutes=self.minutes))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)


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


def times(text: str, issued: date, start: int, stop: int) -> Iterator[Told]:
    """The times in their order; what one leaves out (year, month, day) is that of the one before."""
    before = issued
    said = (mark for mark in INSTANT.finditer(text, start, stop) if is_time(mark))
    marks = [*said, *FROM_HERE.finditer(text, start, stop)]
    last: Told | None = None
    for mark in sorted(marks, key=lambda one: one.start()):
        if last and mark.start() < last.stop:
            continue
        if "day" not in mark.groupdict():
            last = Told(mark.start(), mark.end(), issued, None)
        else:
            found = told(mark, before, issued, last, text)
            if found is None:
                continue
            last = found
        before = last.day or before
        yield last


def is_time(mark: re.Match) -> bool:
    """Whether anything is told; 今天 alone is no time."""
    if mark["away"] and not mark["day"] and not mark["hour"] and not mark["clock"]:
        return values("times.relative")[mark["away"]] > 0 or bool(SINCE.match(mark.string, mark.end()))
    return any(mark[name] for name in ("away", "weekday", "day", "clock", "hour"))


def told(mark: re.Match, before: date, issued: date, last: Told | None, text: str) -> Told | None:
    minutes = minutes_of(mark)
    if mark["day"] is None and mark["weekday"]:
        return Told(mark.start(), mark.end(), day_of_week(mark["week"], mark["weekday"], issued), minutes)
    if mark["day"] is None and mark["away"]:
        day = issued + timedelta(days=values("times.relative")[mark["away"]])
        return Told(mark.start(), mark.end(), day, minutes)
    if mark["day"] is None:
        # An hour without a day is one of the day before it in a range; elsewhere it is an hour of every day.
        joined = last is not None and RANGE.fullmatch(text, last.stop, mark.start()) and last.minutes is not None
        return Told(mark.start(), mark.end(), last.day if joined else None, minutes)
    near = last is not None and mark.start() - last.stop <= MOST_BETWEEN
    # 12号 without a month is a house, unless a day was told right before it.
    if not mark["month"] and not mark["slash"] and not near and "号" in mark.group():
        return None
    day = day_of(mark, before, issued)
    return Told(mark.start(), mark.end(), day, minutes) if day else None


def day_of_week(week: str, weekday: str, issued: date) -> date:
    """下周一 of the week in which the text was issued; weeks begin on Monday."""
    monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=values("times.week")[week])
    return monday + timedelta(days=(lists().entries["outline.weekday"] + "天").replace("日天", "日").index(
        "日" if weekday == "天" else weekday))


def day_of(mark: re.Match, before: date, issued: date) -> date | None:
    """None for a day that there is not."""
    if mark["slash"]:
        year, month = (int(part) for part in re.findall(r"\d+", mark["slash"]))
    else:
        month = to_number(mark["month"]) if mark["month"] else before.month
        year = year_of(mark["year"]) if mark["year"] else nearest_year(month, issued)
    try:
        return date(year, month, to_number(mark["day"]))
    except (ValueError, TypeError):
        return None


def nearest_year(month: int | None, issued: date) -> int:
    """Of a month without a year: the one nearest to the day of issue."""
    away = (month or issued.month) - issued.month
    return issued.year + (1 if away < -6 else -1 if away > 6 else 0)


def year_of(said: str) -> int:
    return int("".join(str(DIGITS.get(letter, letter)) for letter in said))


def minutes_of(mark: re.Match) -> int | None:
    """Minutes from midnight; None where no hour is told."""
    if mark["clock"]:
        hour, minute = int(mark["clock"]), int(mark["clock_minute"])
    elif mark["hour"]:
        said = (to_number(mark["minute"]) or 0) if mark["minute"] else 0
        hour, minute = to_number(mark["hour"]) or 0, 30 if mark["half"] else said
    else:
        return None
    # 今晚8点: the day says which half of it.
    part = mark["part"] or (mark["away"] or "")[-1:]
    if values("times.part").get(part) and hour < 12:
        hour += 12
    return hour * 60 + minute
