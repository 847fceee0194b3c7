"""A stretch of the normalised message that means something."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from knowledge.text.lexicon import pattern


@dataclass(frozen=True)
class Span:
    """``entity`` is the Rasa entity (place, venue_kind, zone_kind, cases, units, at, courier); ``end`` is exclusive."""

    start: int
    end: int
    entity: str
    value: Any

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies inside it."""
        return self.start <= other.start and other.end <= self.end


DENIED = pattern("<hedges.takes_back>(?:那个|什么|说)?$")


def take_back(text: str, spans: list[Span]) -> list[Span]:
    """What a message takes back (不是饭店是药店) as entity ``denied``, where it names another of its kind instead."""
    denied = [span for span in spans if DENIED.search(text[:span.start])]
    said = {span.entity for span in spans if span not in denied}
    return [replace(span, entity="denied") if span in denied and span.entity in said else span for span in spans]


def without_overlaps(spans: list[Span]) -> list[Span]:
    """The longest spans first, each kept when it touches none already kept; in order of appearance."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
