"""Kinds of venues by the many names people use (剃头铺), found all at once. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import ahocorasick

from bot.nlu.readers.spans import Span, without_overlaps
from knowledge.rulebook import VenueKind

# 高中低风险 names zones, and no senior high school.
NO_VENUE = re.compile(r"高中(?=[、低]|风险)")
LATIN = re.compile(r"[a-z]")
# Between a kind and the wider one of which it tells which.
WHICH = ("", "的", "那种")
PLURAL = re.compile(r"e?s(?![a-z])")


class KnowsVenues(Protocol):
    """What a message is read with, as far as venues go (lexicon.py)."""

    venues: VenueMatcher


def find(text: str, lexicon: KnowsVenues) -> list[Span]:
    """Spans ``venue_kind`` with the kind's key as value."""
    return lexicon.venues.find(text)


class VenueMatcher:
    """Finds venue names in normalised text; the longest name wins."""

    def __init__(self, kinds: Iterable[VenueKind]):
        self.automaton, self.part_of = ahocorasick.Automaton(), {}
        for kind in kinds:
            self.part_of[kind.key] = kind.part_of
            for name in kind.names:
                self.automaton.add_word(name.lower(), (kind.key, len(name)))
        self.automaton.make_automaton()

    def names(self) -> list[str]:
        """All names that it finds."""
        return sorted(self.automaton.keys())

    def find(self, text: str) -> list[Span]:
        """Spans with the venue kind's key as value."""
        hits = [
            Span(end - size + 1, end + 1, "venue_kind", key) for end, (key, size) in self.automaton.iter(text)
        ]
        no_venue = [match.span() for match in NO_VENUE.finditer(text)]
        kept = [hit for hit in hits if not any(start <= hit.start < end for start, end in no_venue)]
        return self.without_wider(text, without_overlaps([hit for hit in kept if is_whole_word(text, hit)]))

    def without_wider(self, text: str, found: list[Span]) -> list[Span]:
        """A kind together with the wider one behind it, of which it tells which (拔牙的诊所), is that kind."""
        spans: list[Span] = []
        for span in found:
            last = spans[-1] if spans else None
            if last and self.part_of[last.value] == span.value and text[last.end:span.start] in WHICH:
                spans[-1] = replace(last, end=span.end)
            else:
                spans.append(span)
        return spans


def is_whole_word(text: str, span: Span) -> bool:
    """Latin names count only as whole words, a plural s apart; Chinese ones anywhere."""
    if not text[span.start:span.end].isascii():
        return True
    before, after = text[span.start - 1:span.start] if span.start else "", text[span.end:]
    return not LATIN.match(before) and (not LATIN.match(after) or bool(PLURAL.match(after)))
