"""Places of the gazetteer, by name or by what is written or sounds like one. Pure."""
from __future__ import annotations

from dataclasses import asdict

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span

# Stands between two names.
BORDER = ","


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``place``; the value is what an action needs: candidates, whether exact, and what was not recognised.

    A likely slip is a place that is not exact; its candidates are at most three, to be offered. Where a name would run
    on into a zone that was found (乙街道管控区出小区), the zone ends it.
    """
    spans = _read(text, text, lexicon)
    if not any(span.overlaps(zone) for span in spans for zone in lexicon.found):
        return spans
    parted = text
    for zone in lexicon.found:
        parted = parted[:zone.start] + BORDER * (zone.end - zone.start) + parted[zone.end:]
    return _read(text, parted, lexicon)


def _read(text: str, parted: str, lexicon: Lexicon) -> list[Span]:
    return [
        Span(mention.start, mention.end, "place", {
            "candidates": [asdict(place) for place in mention.candidates],
            "exact": mention.exact,
            "unknown": mention.unknown or "",
            "text": text[mention.start:mention.end],
        })
        for mention in lexicon.gazetteer.read(parted, lexicon.asked_place)
    ]
