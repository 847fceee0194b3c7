"""Places outside this city (在洛阳). Pure."""
from __future__ import annotations

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``out_of_city`` with the name as it was said."""
    found = lexicon.city.elsewhere.finditer(text)
    return [Span(match.start(), match.end(), "out_of_city", match.group()) for match in found]
