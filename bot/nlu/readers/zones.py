"""Kinds of zones by their names and short forms (高风险区, 防外溢). Pure."""
from __future__ import annotations

import re

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span, without_overlaps
from knowledge.text.lexicon import pattern

PATTERNS = tuple((kind, pattern(f"<zones.{kind}>")) for kind in (
    "high_risk", "risk_unit", "medium_risk", "risk_compound", "anti_spillover", "low_risk",
))
SIGN = re.compile("|".join(names.pattern for _, names in PATTERNS))


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``zone_kind`` with the kind of zone as value."""
    return without_overlaps([
        Span(match.start(), match.end(), "zone_kind", kind)
        for kind, names in PATTERNS for match in names.finditer(text)
    ])
