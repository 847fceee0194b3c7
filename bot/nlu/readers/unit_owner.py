"""Whether the cases are in the asker's unit or in another one of the compound (隔壁单元, 俺们单元). Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern

SIGN = pattern("(?P<other><units.another>)|(?P<own><units.own>)")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``whose_unit``: ``other`` wherever it is said, or ``own``."""
    said = [Span(match.start(), match.end(), "whose_unit", match.lastgroup) for match in SIGN.finditer(text)]
    return sorted(said, key=lambda span: span.value == "own")[:1]
