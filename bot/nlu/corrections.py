"""What a message says beside its facts: that it is about now again, or that it puts right what was said. Pure."""
from __future__ import annotations

import re

from bot.nlu.spans import Span

NOW = re.compile(r"现在|眼下|目前|如今|这会儿|当下")
# 辟谣了，就一个单元: what it does not name stays as it was said before.
CORRECTION = re.compile(r"[说听记看数弄搞报][错多少混岔]|不对|核实|辟谣|更正|实际上?[是就]|其实")
# Entities that state nothing by themselves.
ASIDES = ("now", "correction")


def find_asides(text: str) -> list[Span]:
    """At most one span ``now`` and one span ``correction``."""
    found = (("now", NOW.search(text)), ("correction", CORRECTION.search(text)))
    return [Span(match.start(), match.end(), name, True) for name, match in found if match]


def without_asides(spans: list[Span]) -> list[Span]:
    """The spans that state a fact."""
    return [span for span in spans if span.entity not in ASIDES]
