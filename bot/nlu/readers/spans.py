"""A stretch of the normalised message that means something."""
from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.nlu.grammar.negation import becomes, is_denied, is_left_out
from bot.nlu.grammar.phrases import begins, ends


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


# What is not so leaves nothing known of this kind, where of others only another that is named takes its place.
LEFT_OUT = ("venue_kind", "at")
ALWAYS = {"zone_kind": "not_zone"}


def take_back(text: str, spans: list[Span]) -> list[Span]:
    """What a message takes back (不是饭店是药店) as entity ``denied``, where it names another of its kind instead; a
    zone that is denied (我不在中风险区) as ``not_zone`` by itself."""
    zones = [span for span in spans if span.entity in ALWAYS]
    before = [span for span, then in pairwise(zones) if becomes(text[span.end:then.start])]
    denied = [span for span in spans if span in before or is_taken_back(text, span)]
    said = {span.entity for span in spans if span not in denied}
    return [
        span if span not in denied else replace(span, entity="denied") if span.entity in said
        else replace(span, entity=ALWAYS.get(span.entity, span.entity)) for span in spans
    ]


def is_taken_back(text: str, span: Span) -> bool:
    """Whether the message says that this is not so, or will not do."""
    if span.entity in ALWAYS:
        return is_denied(text, span.start, span.end)
    if ends("takes_back", text, span.start) is not None:
        return True
    if span.entity in LEFT_OUT and is_left_out(text, span.start, span.end):
        return True
    # 明天不行: another time is meant.
    return span.entity == "at" and begins("will_not_do", text, span.end) is not None


def without_overlaps(spans: list[Span]) -> list[Span]:
    """The longest spans first, each kept when it touches none already kept; in order of appearance."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
