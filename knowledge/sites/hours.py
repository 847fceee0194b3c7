"""Opening hours: their notation, and what is open at an instant.

``24h``, or spans ``07:00-12:00,14:00-20:00``, over midnight too (``22:00-06:00``); with days before them when
they differ, ``Mon-Fri 07:00-20:00; Sat,Sun 08:00-12:00``. A span belongs to the day it begins on; its last
minute is not part of it. All times are those of Asia/Shanghai, which has had no summer time since 1991.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from knowledge.clock import SHANGHAI

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
WEEK = 7 * DAY
EXAMPLE = "write 24h, 07:00-12:00,14:00-20:00 or Mon-Fri 07:00-20:00; Sat,Sun 08:00-12:00"
SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", re.ASCII)
RULE = re.compile(r"(?:(?P<days>[A-Za-z][A-Za-z, -]*?)\s+)?(?P<spans>\d.*)", re.ASCII)


class HoursError(ValueError):
    """Hours that cannot be read; the message is one sentence."""


@dataclass(frozen=True)
class Hours:
    """Open spans in minutes from Monday 00:00, sorted and apart; the last may reach beyond the week's end."""

    spans: tuple[tuple[int, int], ...]

    @property
    def always(self) -> bool:
        return self.spans == ((0, WEEK),)


@dataclass(frozen=True)
class Opening:
    """The state at an instant. ``closes_at`` only while open and not round the clock, ``opens_at`` only while
    closed; both aware, in Asia/Shanghai."""

    open_now: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


@lru_cache(maxsize=4096)
def parse_hours(text: str) -> Hours:
    """Read the notation above. Raises HoursError."""
    by_day: dict[int, list[tuple[int, int]]] = {}
    rules = [rule.strip() for rule in text.split(";")]
    for rule in rules:
        days, spans = _rule(text, rule, alone=len(rules) == 1)
        for day in days:
            if day in by_day:
                raise HoursError(f"The hours {text!r} name {DAYS[day]} twice; give each day once.")
            by_day[day] = spans
    return Hours(_merge([(day * DAY + a, day * DAY + b) for day, spans in by_day.items() for a, b in spans]))


@lru_cache(maxsize=4096)
def opening(hours: Hours, at: datetime) -> Opening:
    """Whether it is open at the aware instant ``at``, and when that changes next."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone; ask about an instant with one.")
    local = at.astimezone(SHANGHAI)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(), SHANGHAI)
    minute = (local - monday) / timedelta(minutes=1)
    if hours.always:
        return Opening(True)
    around = [(start + week, end + week) for week in (-WEEK, 0, WEEK) for start, end in hours.spans]
    for start, end in around:
        if start <= minute < end:
            return Opening(True, closes_at=monday + timedelta(minutes=end))
    following = min(start for start, _ in around if start > minute)
    return Opening(False, opens_at=monday + timedelta(minutes=following))


def _rule(text: str, rule: str, alone: bool) -> tuple[list[int], list[tuple[int, int]]]:
    found = RULE.fullmatch(rule)
    if not found:
        raise HoursError(f"The hours {text!r} cannot be read; {EXAMPLE}.")
    if not found["days"] and not alone:
        raise HoursError(f"In the hours {text!r} the part {rule!r} names no days; {EXAMPLE}.")
    days = _days(text, found["days"]) if found["days"] else list(range(7))
    if found["spans"] == "24h":
        return days, [(0, DAY)]
    return days, [_span(text, part.strip()) for part in found["spans"].split(",")]


def _days(text: str, names: str) -> list[int]:
    days: list[int] = []
    for part in names.split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or any(end not in DAYS for end in ends):
            raise HoursError(f"In the hours {text!r}, {part.strip()!r} is no day of {', '.join(DAYS)}.")
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return days


def _span(text: str, part: str) -> tuple[int, int]:
    found = SPAN.fullmatch(part)
    if not found:
        raise HoursError(f"In the hours {text!r}, {part!r} is not a span; {EXAMPLE}.")
    hour, minute, last_hour, last_minute = map(int, found.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or start >= DAY or end > DAY:
        raise HoursError(f"In the hours {text!r}, {part!r} has a time that no clock shows.")
    if start == end:
        raise HoursError(f"In the hours {text!r}, {part!r} ends as it begins; write 24h for all day.")
    return start, end if end > start else end + DAY


def _merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans joined where they touch or overlap, also around the end of the week."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    # What reaches into the next week swallows the spans at the beginning of this one.
    while len(joined) > 1 and joined[0][0] + WEEK <= joined[-1][1]:
        start, end = joined.pop(0)
        joined[-1] = (joined[-1][0], max(end + WEEK, joined[-1][1]))
    start, end = joined[0]
    return ((0, WEEK),) if len(joined) == 1 and end - start >= WEEK else tuple(joined)
