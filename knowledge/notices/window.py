"""From when to when something holds: the start belongs to it, the end does not; no end means until replaced."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from knowledge.notices.located import Located

# Notices are dated in China's standard time, which has had one offset since 1991 and no summer time.
CHINA = timezone(timedelta(hours=8))
MIDNIGHT = re.compile(r"([T ])24:00(?=$|:00|[+-])")


@dataclass(frozen=True)
class Window:
    """A half-open span of aware instants."""

    start: datetime
    end: datetime | None = None

    def contains(self, at: datetime) -> bool:
        return self.start <= at and (self.end is None or at < self.end)

    def is_over(self, at: datetime) -> bool:
        return self.end is not None and at >= self.end

    def overlaps(self, other: Window) -> bool:
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)

    def within(self, other: Window) -> Window | None:
        """What both have in common, or None."""
        ends = [end for end in (self.end, other.end) if end]
        window = Window(max(self.start, other.start), min(ends) if ends else None)
        return window if window.end is None or window.start < window.end else None


@dataclass(frozen=True)
class Ended:
    """Something that was said once: until when, and by which notice."""

    until: datetime
    notice: str


def holds(window: Window, replaced: tuple[Window, ...], at: datetime) -> bool:
    """In its window and in none of those in which something else takes its place."""
    return window.contains(at) and not any(other.contains(at) for other in replaced)


def ended_at(window: Window, replaced: tuple[Window, ...], at: datetime) -> datetime | None:
    """When what began before ``at`` ended; None when it has not begun or still holds."""
    if window.start > at or holds(window, replaced, at):
        return None
    ends = [other.start for other in replaced if other.contains(at)] + ([window.end] if window.is_over(at) else [])
    return max(min(ends), window.start)


def last_ended(dated: Iterable[tuple[Window, tuple[Window, ...], str]], at: datetime) -> Ended | None:
    """Of (window, replaced, notice) the one that ended last before ``at``; None when nothing has."""
    ended = [Ended(end, notice) for window, replaced, notice in dated if (end := ended_at(window, replaced, at))]
    return max(ended, key=lambda one: one.until, default=None)


def read_window(table: Located, key: str) -> Window:
    """The window ``[from, to]`` under ``key``; ``to`` may be null."""
    value = table.get(key)
    if not isinstance(value, list) or len(value) != 2:
        raise table.refuse(f"{key!r} must be [from, to]; to may be null.", key)
    return make_window(table, key, *value)


def make_window(table: Located, key: str, start: object, end: object) -> Window:
    """A checked window out of two raw values."""
    if start is None:
        raise table.refuse(f"{key!r} has no beginning.", key)
    window = Window(_instant(table, key, start), None if end is None else _instant(table, key, end))
    if window.end is not None and window.end <= window.start:
        raise table.refuse(f"{key!r} ends before it begins.", key)
    return window


def _instant(table: Located, key: str, value: object) -> datetime:
    """An ISO 8601 time; 24:00 is 00:00 of the next day, as notices write it."""
    written = str(value).strip()
    at_midnight = MIDNIGHT.sub(r"\g<1>00:00", written)
    try:
        instant = datetime.fromisoformat(at_midnight) + timedelta(days=at_midnight != written)
    except (ValueError, OverflowError):
        raise table.refuse(f"{key!r}: {value!r} is not an ISO 8601 time.", key) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)
