"""What is known of a call: the questions asked in it and the facts told, and what changes them. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.hotline.talker import CARRIED, Reading
from bot.hotline.utterances import Utterance
from knowledge.answers import Topics

# A danger is told of before it is likely. So likely by the model alone it is one before its sentence has ended.
PLAIN_DANGER_FROM = 0.88
# Surer than this nothing is looked for beside it.
CERTAIN = 0.9
COUNTS = ("cases", "units")
COUNTED = (*COUNTS, "more_cases", "fewer_cases")
# What takes the place of what was said before of where.
WAYS = ("place", "zone_kind", "location")


@dataclass(frozen=True)
class Asked:
    """A question of the call: what asks it, one turn behind the other, its topic, how sure that is, the number of the
    stretch that asks it, and the facts of the subject that were told before it. ``is_open``: it needs a fact."""

    turns: tuple[Reading, ...]
    topic: str
    confidence: float
    is_danger: bool
    at: int
    known: dict[str, Any] = field(default_factory=dict)
    is_open: bool = False


@dataclass
class Heard:
    """A call as far as it was heard, ``stretches`` by their numbers; those of a question that was dropped are empty.
    ``counts`` are the cases and units that were told last, ``pending`` what asked
    nothing since the last question; ``nearest`` are the topics nearest to the last stretch that no topic fits,
    ``unfit`` counts these, a question twice."""

    stretches: list[Utterance] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    nearest: tuple[str, ...] = ()
    unfit: int = 0

    @property
    def in_vain(self) -> bool:
        """A question that no topic fits, or twice something that is none."""
        return self.unfit > 1

    @property
    def now(self) -> int:
        """The number of the stretch that is being heard."""
        return len(self.stretches) - 1

    @property
    def last(self) -> Asked | None:
        """The question asked last."""
        return self.asked[-1] if self.asked else None

    @property
    def subject(self) -> dict[str, Any]:
        """The venue that was spoken of last."""
        return {fact: self.facts[fact] for fact in ("venue_kind", "venue_name") if fact in self.facts}

    def remember(self, said: dict[str, Any]) -> None:
        """The later takes the place of the earlier; a place that of a bare zone, and the other way round."""
        facts = self.facts
        if "cases" in said:
            self.counts = {}
        self.counts.update({fact: said[fact] for fact in COUNTS if fact in said})
        if any(way in said for way in WAYS):
            for way in WAYS:
                facts.pop(way, None)
        if said.get("not_zone") and facts.get("zone_kind") == said["not_zone"]:
            facts.pop("zone_kind")
        if "venue_kind" in said:
            facts.pop("venue_name", None)
        facts.update({fact: value for fact, value in said.items() if fact in CARRIED})

    def ask(self, question: Asked, topics: Topics) -> None:
        """A question more. What was asked before of the same is asked anew; a danger that was plain stays so."""
        before = [one for one in self.asked if is_same(one, question, topics)]
        if question.is_danger:
            question = max(*before, question, key=lambda one: one.confidence) if before else question
        self.asked = [one for one in self.asked if one not in before] + [question]
        self.pending, self.unfit = [], 0

    def go_on(self, reading: Reading) -> None:
        """A turn more of the last question."""
        last = self.asked.pop()
        named = {fact: value for fact, value in reading.facts.items() if fact in CARRIED}
        turns = (*last.turns, reading)
        known = {**last.known, **named}
        self.asked.append(replace(last, turns=turns, known=known, is_open=reading.is_open, at=self.now))

    def drop(self, questions: Sequence[Asked]) -> None:
        """These are no questions of the call any longer, and what asked them says nothing; a danger stays one."""
        for one in questions:
            if not one.is_danger:
                self.asked.remove(one)
                self.stretches[one.at] = Utterance("", True)

    def forget_counts(self, topics: Topics) -> None:
        """A number was said of which nobody can tell what it counts: no verdict rests on the numbers before it."""
        self.counts = {}
        if self.last and topics.is_a(self.last.topic, "outbreak"):
            last = self.asked.pop()
            turns = tuple(turn for turn in last.turns if {*COUNTED}.isdisjoint(turn.facts))
            self.asked.append(replace(last, turns=turns or last.turns, is_open=True))


def is_same(one: Asked, other: Asked, topics: Topics) -> bool:
    """Whether a question was asked before: its topic, and the venue, if it may be about any; of an outbreak there is
    one, whatever its size."""
    if topics.is_a(one.topic, "outbreak") and topics.is_a(other.topic, "outbreak"):
        return True
    if one.topic != other.topic:
        return False
    role = topics.role(one.topic)
    return role.name != "venue" or one.known.get("venue_kind") == other.known.get("venue_kind")
