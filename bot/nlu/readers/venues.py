"""Kinds of venues by the many names people use (剃头铺). Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``venue_kind`` with the kind's key as value."""
    return lexicon.venues.find(text)
