"""What a message says beside its facts: that it is about now again, or that it puts right what was said. Pure."""
from __future__ import annotations

from bot.nlu.grammar.phrases import first
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span

# 辟谣了，就一个单元: what it does not name stays as it was said before.
SAID = ("now", "correction")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``now`` and one span ``correction``."""
    return [Span(*said, name, True) for name in SAID if (said := first(name, text))]
