"""Kinds of zones of the city by their names and short forms (高风险区, 防外溢). Pure."""
from __future__ import annotations

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span, without_overlaps


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``zone_kind`` with the kind of zone as value."""
    return without_overlaps([
        Span(match.start(), match.end(), "zone_kind", kind)
        for kind, names in lexicon.city.zones.items() for match in names.finditer(text)
    ])
