"""What a message says beside its facts: that it is about now again, or that it puts right what was said. Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern

# 辟谣了，就一个单元: what it does not name stays as it was said before.
SIGN = pattern("(?P<now><time.now>)|(?P<correction><hedges.puts_right>)")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``now`` and one span ``correction``."""
    found: dict[str, Span] = {}
    for said in SIGN.finditer(text):
        found.setdefault(said.lastgroup, Span(said.start(), said.end(), said.lastgroup, True))
    return [found[name] for name in ("now", "correction") if name in found]
