"""Whether the cases are in the asker's unit or in another one of the compound (隔壁单元, 俺们单元). Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern

OTHER, OWN = pattern("<units.another>"), pattern("<units.own>")
SIGN = pattern("<units.another>|<units.own>")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``whose_unit``: ``other`` or ``own``."""
    for value, said in (("other", OTHER), ("own", OWN)):
        match = said.search(text)
        if match:
            return [Span(match.start(), match.end(), "whose_unit", value)]
    return []
