"""The instant that a question about a topic is asked for: now, or a coming day on which it may hold no longer. Pure."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from knowledge.clock import parse_instant
from knowledge.text.lexicon import pattern

# 「明天还采不采」 asks about tomorrow; 「昨天没采成明天咋补」 asks now, and tells what has been and will be.
STILL_THEN = pattern("<time.coming>.{0,8}?<time.still>")


def asked_instant(text: str, entities: list[dict[str, Any]], now: datetime) -> datetime:
    """``now``, or the later instant named (entity ``at``) when it is asked whether something still holds then."""
    named = [parse_instant(entity["value"]) for entity in entities if entity["entity"] == "at"]
    coming = [instant for instant in named if instant > now]
    return coming[0] if coming and STILL_THEN.search(text) else now
