"""The instant that a question about a topic is asked for: now, or a coming day on which it may hold no longer. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from knowledge.answers import Part
from knowledge.clock import parse_instant
from knowledge.notices import Notice
from knowledge.text.lexicon import pattern

# 「明天还采不采」 asks about tomorrow; 「昨天没采成明天咋补」 asks now, and tells what has been and will be.
STILL_THEN = pattern("<time.coming>.{0,8}?<time.still>")


STILL = pattern("<time.still>")
# How long before a part begins it is told where nothing else is: what was issued in the evening for the next morning.
EVE = timedelta(days=1)
# So long after a message was read its now is still that of the answer.
A_TURN = timedelta(minutes=1)


def asked_instant(text: str, entities: list[dict[str, Any]], now: datetime) -> datetime:
    """``now``, or the later instant named (entity ``at``) when it is asked whether something still holds then."""
    coming = [instant for instant in instants(entities) if instant > now]
    return coming[0] if coming and STILL_THEN.search(text) else now


def coming_day(entities: list[dict[str, Any]], now: datetime) -> datetime | None:
    """The later instant named, when the message names no other (「明天地铁开吗」)."""
    named = set(instants(entities))
    return named.pop() if len(named) == 1 and min(named) > now else None


def beside_now(entities: list[dict[str, Any]], now: datetime) -> datetime | None:
    """The later instant named, when the only other is now (「明天公交开不开，我今天还要走路吗」)."""
    named = {instant for instant in instants(entities) if abs(instant - now) >= A_TURN}
    return named.pop() if len(named) == 1 < len(instants(entities)) and min(named) > now else None


def instants(entities: list[dict[str, Any]]) -> list[datetime]:
    """The instants named."""
    return [parse_instant(entity["value"]) for entity in entities if entity["entity"] == "at"]


def next_beginning(
    text: str, parts: Iterable[Part], notices: Mapping[str, Notice], now: datetime
) -> datetime | None:
    """When it is asked whether something still is (「今晚地铁还开吗」): when the first of the parts begins that were issued
    by today and will hold within a day."""
    starts = [] if not STILL.search(text) else [
        part.window.start for part in parts
        if part.notice and now < part.window.start <= now + EVE
        and (notices[part.notice].issued or date.max) <= now.date()
    ]
    return min(starts, default=None)
