"""A stretch of the normalised message that means something."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Span:
    """``entity`` is the Rasa entity (place, venue_kind, zone_kind, cases, units, at, courier); ``end`` is exclusive."""

    start: int
    end: int
    entity: str
    value: Any

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def without_overlaps(spans: list[Span]) -> list[Span]:
    """The longest spans first, each kept when it touches none already kept; in order of appearance."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
