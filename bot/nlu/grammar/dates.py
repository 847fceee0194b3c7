"""The day that the words of a date mean: 明天, 下周三, 7号, 月底, 两小时后. Pure."""
from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta

from knowledge.text.lexicon import values
from knowledge.text.numerals import to_count

DAY_WORDS, MONTHS, WEEKS = values("time.day"), values("time.month"), values("time.week")
WEEKDAYS, LENGTHS = {**values("time.weekday"), "末": 6}, values("time.length")
NOON, MINUTES_OF_DAY = 12, 1440
# Around these days; a month of 28 days ends earlier.
ROUND_THE_END = 30
FARTHEST = timedelta(days=183)


def from_now(date: re.Match, now: datetime) -> datetime | None:
    """半小时后 and 两小时后 to the minute; days and weeks from now at noon."""
    many = 0 if date["half_of"] else to_count(date["many"])
    if many is None:
        return None
    half = 0.5 if date["half_of"] or date["half_more"] else 0
    length = LENGTHS[date["length"]]
    later = now + timedelta(minutes=int((many + half) * length))
    return later if length < MINUTES_OF_DAY else at_noon(later)


def at_noon(instant: datetime) -> datetime:
    return instant.replace(hour=NOON, minute=0, second=0, microsecond=0)


def day_of(date: re.Match, now: datetime) -> datetime | None:
    """A day of the same hour as ``now``; None where there is no such day."""
    if date["word"]:
        return now + timedelta(days=DAY_WORDS[date["word"]])
    if date["few_days"]:
        days = to_count(date["few_days"])
        return None if days is None else now + timedelta(days=days)
    if date["weekday"]:
        return weekday_of(date, now)
    if date["end"] or date["end_month"]:
        return end_of(now, to_count(date["end_month"]) if date["end_month"] else now.month)
    if date["far"]:
        months = now.year * 12 + now.month - 1 + MONTHS[date["far"][0]]
        day = ROUND_THE_END if date["far_end"] else to_count(date["far_day"])
        return dated(now, months // 12, months % 12 + 1, day, bool(date["far_end"]))
    day = next(filter(None, date.group("full_day", "day", "short_day", "slash_day", "bare_day")))
    month = date["full_month"] or date["month"] or now.month
    return dated(now, int(date["year"] or now.year), int(month), int(day))


def weekday_of(date: re.Match, now: datetime) -> datetime:
    """周三 is the next one, today among them; 这周三 that of this week, 下周三 that of the next."""
    away = WEEKDAYS[date["weekday"]] - now.isoweekday()
    if date["week"]:
        return now + timedelta(days=away + 7 * WEEKS[date["week"].removesuffix("个")])
    return now + timedelta(days=away % 7)


def end_of(now: datetime, month: int) -> datetime | None:
    """About the end of the month of this name that is nearest."""
    ends = [dated(now, year, month, ROUND_THE_END, True) for year in (now.year - 1, now.year, now.year + 1)]
    return next((end for end in ends if end and abs(end - now) < FARTHEST), None)


def dated(now: datetime, year: int, month: int, day: int | None, cut: bool = False) -> datetime | None:
    """``now`` on that date; None where there is no such. cut: the last day of a month that is shorter."""
    try:
        last = calendar.monthrange(year, month)[1]
        return now.replace(year=year, month=month, day=min(day, last) if cut else day)
    except (ValueError, TypeError):
        return None
