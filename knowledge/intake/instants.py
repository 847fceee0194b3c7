"""Times as they stand in a text: a day, an hour, or both. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
# Behind a month is its day alone, and 7. before a day is the number of an item.
BEGINS = r"(?<![\d月-])(?:(?<!\.)|(?=\d{1,2}月))"
# 本周六(12月10日)10时: the hour belongs to the day in brackets.
CLOSES = r"(?:\)(?=\s*(?:<times.part>)?\d{1,2}[时点:]))?"
# 下周一 counts from the day of issue; the day in brackets behind it says the same.
WEEKDAY = r"(?P<week><times.week>)(?P<weekday>[<outline.weekday>天])(?!\()"
# Either may be left out, and both: who searches passes over what is empty.
INSTANT = pattern(
    rf"{BEGINS}(?:{WEEKDAY})?(?:(?P<away><times.relative>)(?:\()?)?(?:{DAY}{CLOSES})?(?(away)\)?)\s*(?:{CLOCK})?"
)
RANGE, SINCE, FROM_HERE = pattern(r"\s*<times.range>\s*"), pattern(r"\s*<times.since>"), pattern(r"<times.from_here>")
DIGITS = values("outline.digit")
MOST_BETWEEN = 3


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
    return monday + timedelta(days=lists().entries["outline.weekday"].index("日" if weekday == "天" else weekday))


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
