"""The only reader of the civil time (what answers are about) and, apart from it, of machine time.

Civil time is Asia/Shanghai and can be stopped with ``JUMIN_NOW``; machine time (leases, deadlines, expiry) never is.
"""
from __future__ import annotations

import time
from datetime import datetime, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
RUNNING = ("", "real")


@lru_cache(maxsize=1024)
def parse_instant(text: str) -> datetime:
    """Read ISO 8601; a time without an offset is Asia/Shanghai. Raises ValueError with a sentence."""
    try:
        instant = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        instant = instant.astimezone(SHANGHAI) if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
        # Instants are stored in UTC.
        instant.astimezone(timezone.utc)
        return instant
    # The first and last hours of the calendar cannot be told in another zone.
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not an ISO 8601 time such as 2022-11-07T09:00:00+08:00.") from None


def now(stopped_at: str = "") -> datetime:
    """The civil instant in Asia/Shanghai; ``stopped_at`` is the setting JUMIN_NOW (empty or "real": runs on)."""
    if stopped_at in RUNNING:
        return datetime.now(SHANGHAI)
    return parse_instant(stopped_at)


def machine_utc() -> datetime:
    """Machine wall time in UTC, for expiry of sessions and the time stamps of stored turns."""
    return datetime.now(timezone.utc)


# Monotonic machine seconds, for deadlines and durations. The function itself: a turn asks for them two dozen times.
machine_seconds = time.monotonic
