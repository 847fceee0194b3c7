"""Places of the gazetteer, by name or by what is written or sounds like one. Pure."""
from __future__ import annotations

from dataclasses import asdict

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``place``; the value is what an action needs: candidates, whether exact, and what was not recognised.

    A likely slip is a place that is not exact; its candidates are at most three, to be offered.
    """
    return [
        Span(mention.start, mention.end, "place", {
            "candidates": [asdict(place) for place in mention.candidates],
            "exact": mention.exact,
            "unknown": mention.unknown or "",
            "text": text[mention.start:mention.end],
        })
        for mention in lexicon.gazetteer.read(text, lexicon.asked_place)
    ]
