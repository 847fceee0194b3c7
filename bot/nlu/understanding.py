"""What is decided on and what comes of it: one message with its facts and likeliest topics, and its topic. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.nlu.content import is_a
from bot.nlu.dialogue_context import DialogueContext
from bot.nlu.readers.spans import Span
from bot.nlu.topic_tiebreak import Ranking

# How many of the likeliest topics are handed on.
KEPT_RANKS = 5


@dataclass(frozen=True)
class Understanding:
    """``topic`` is the intent; ``ranking`` the likeliest topics, for offering them when none is taken."""

    topic: str
    confidence: float
    ranking: Ranking


@dataclass(frozen=True)
class Message:
    """What rules decide on: the normalised text, its facts, the likeliest topics, what it follows, the thresholds of
    config.yml, and all that is named: the facts, and names that nobody knows."""

    text: str
    spans: list[Span]
    ranking: Ranking
    context: DialogueContext
    thresholds: Mapping[str, float]
    named: list[Span] = field(default_factory=list)

    @property
    def topic(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]

    @property
    def rival(self) -> str:
        return self.ranking[1][0]

    def has(self, *entities: str) -> bool:
        """Whether a fact of these kinds is among its own."""
        return any(span.entity in entities for span in self.spans)

    def is_about(self, role: str) -> bool:
        """Whether the likeliest topic is of this role."""
        return is_a(self.topic, role)

    def is_unsure(self) -> bool:
        return self.confidence < self.thresholds["refuse_below"]

    def is_close(self) -> bool:
        """Whether the second topic is nearly as likely as the first."""
        return self.confidence - self.ranking[1][1] < self.thresholds["ask_within"]

    def as_topic(self, topic: str, confidence: float = 1.0) -> Understanding:
        return Understanding(topic, confidence, self.ranking[:KEPT_RANKS])
