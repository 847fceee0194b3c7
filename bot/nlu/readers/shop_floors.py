"""The shops on a floor that belongs to an address as well (某某大厦底商的店). Pure."""
from __future__ import annotations

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

# Only where shops are spoken of or whether they are open: 底商是什么区 asks about the floor.
SIGN = pattern("<places.shop_floor>(?:的?<places.shops>|(?=<questions.is_it_open>))")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``venue_kind`` of names that begin with such a floor."""
    return [span for span in lexicon.venues.find(text) if SIGN.match(text, span.start)]
