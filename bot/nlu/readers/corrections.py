"""What a message says beside its facts: that it is about now again, or that it puts right what was said. Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern

NOW = pattern("<time.now>")
# 辟谣了，就一个单元: what it does not name stays as it was said before.
CORRECTION = pattern("<hedges.puts_right>")
SIGN = pattern("<time.now>|<hedges.puts_right>")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``now`` and one span ``correction``."""
    found = (("now", NOW.search(text)), ("correction", CORRECTION.search(text)))
    return [Span(match.start(), match.end(), name, True) for name, match in found if match]
