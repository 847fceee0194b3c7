"""Kinds of venues by the many names people use (剃头铺). Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern

# Only where shops are spoken of: 底商是什么区 asks about the floor.
SHOP_FLOOR = pattern("<places.shop_floor>的?<places.shops>")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``venue_kind`` with the kind's key as value."""
    return lexicon.venues.find(text)


def find_on_shop_floors(text: str, lexicon: Lexicon) -> list[Span]:
    """As ``find``, of the shops on a floor that belongs to the address as well (某某大厦底商的店)."""
    return [span for span in find(text, lexicon) if SHOP_FLOOR.match(text, span.start)]
