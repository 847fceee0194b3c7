"""Whether the cases are in the asker's unit or in another one of the compound (隔壁单元, 俺们单元). Pure."""
from __future__ import annotations

from bot.nlu.grammar.phrases import first
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span

OF = {"other": "another_unit", "own": "own_unit"}


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``whose_unit``: ``other`` wherever it is said, or ``own``."""
    said = (Span(*unit, "whose_unit", whose) for whose, name in OF.items() if (unit := first(name, text)))
    return [*said][:1]
