"""Kinds of venues by the many names people use, and kinds of zones. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable

import ahocorasick

from bot.nlu.spans import Span, without_overlaps
from knowledge.rulebook import VenueKind

ZONE_WORDS = (
    ("high_risk", r"高风险(区域|地区|区|小区)?|高风区|high[- ]risk( (area|zone|compound|district)s?)?"),
    ("risk_unit", r"风险单元|封控单元|封控楼|risk[- ]units?|sealed units?"),
    ("medium_risk", r"中风险(区域|地区|区)?|中风区|中风险小区|medium[- ]risk( (area|zone|compound|district)s?)?|mid[- ]risk( (area|zone)s?)?"),
    ("risk_compound", r"(?<![高中低])风险小区|risk[- ]compounds?"),
    ("anti_spillover", r"防外溢(的)?(临时)?(管控)?(区域|区)?|防溢出(管控)?区?|临时管控区|外溢管控区?|anti[- ]spillover( control)?( (area|zone)s?)?"),
    ("low_risk", r"低风险(区域|地区|区|小区)?|低风区|low[- ]risk( (area|zone|compound|district)s?)?"),
)
# 高中低风险 names zones, and no senior high school.
NO_VENUE = re.compile(r"高中(?=[、低]|风险)")
LATIN = re.compile(r"[a-z]")
PLURAL = re.compile(r"e?s(?![a-z])")
ZONE_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in ZONE_WORDS)


class VenueMatcher:
    """Finds venue names in normalised text; the longest name wins."""

    def __init__(self, kinds: Iterable[VenueKind]):
        self.automaton = ahocorasick.Automaton()
        for kind in kinds:
            for name in kind.names:
                self.automaton.add_word(name.lower(), (kind.key, len(name)))
        self.automaton.make_automaton()

    def find(self, text: str) -> list[Span]:
        """Spans with the venue kind's key as value."""
        hits = [
            Span(end - size + 1, end + 1, "venue_kind", key) for end, (key, size) in self.automaton.iter(text)
        ]
        no_venue = [match.span() for match in NO_VENUE.finditer(text)]
        kept = [hit for hit in hits if not any(start <= hit.start < end for start, end in no_venue)]
        return without_overlaps([hit for hit in kept if is_whole_word(text, hit)])


def is_whole_word(text: str, span: Span) -> bool:
    """Latin names count only as whole words, a plural s apart; Chinese ones anywhere."""
    if not text[span.start:span.end].isascii():
        return True
    before, after = text[span.start - 1:span.start] if span.start else "", text[span.end:]
    return not LATIN.match(before) and (not LATIN.match(after) or bool(PLURAL.match(after)))


def find_zones(text: str) -> list[Span]:
    """Spans with the zone kind's word as value."""
    hits = [
        Span(match.start(), match.end(), "zone_kind", kind)
        for kind, pattern in ZONE_PATTERNS
        for match in pattern.finditer(text)
    ]
    return without_overlaps(hits)
