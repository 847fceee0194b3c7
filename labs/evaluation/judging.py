"""Right, refused or wrong: one reply beside what its case says. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.model_rollout.cases import Case
from knowledge.clock import parse_instant
from labs.evaluation.expected_facts import Facts

RESULTS = ("right", "refused", "wrong")
OUT_OF_SCOPE = "out_of_scope"
# Topics that no notice answers begin so.
GAP = "gap_"
# Replies that claim nothing.
REFUSALS = (OUT_OF_SCOPE, "not_understood")


@dataclass(frozen=True)
class Asked:
    """A case with its reply; ``confidence`` (0 to 1) is the model's, None where it is not told."""

    case: Case
    reply: dict[str, Any]
    confidence: float | None = None


@dataclass(frozen=True)
class Outcome:
    """A judged case: ``result`` is right, refused or wrong; ``faults`` says what its words lack or say too much."""

    case: Case
    result: str
    topic: str
    verdict: str | None
    confidence: float | None
    faults: tuple[str, ...]

    @property
    def given(self) -> str:
        """The topic of the reply, with the verdict where there is one."""
        return f"{self.topic}, {self.verdict}" if self.verdict else self.topic

    @property
    def expected(self) -> str:
        named = [self.case.topic, *self.case.others, self.case.verdict]
        return ", ".join(name for name in named if name)


def is_in_scope(case: Case) -> bool:
    """Whether a notice answers it."""
    return case.topic != OUT_OF_SCOPE and not (case.topic or "").startswith(GAP)


def judge(asked: Asked, facts: Facts) -> Outcome:
    """Right needs topic, verdict and all facts; a gap's own words are right for what no notice says at all, too. A
    refusal is refused where something could be said; all else is wrong: another topic's answer."""
    case, receipt = asked.case, asked.reply["receipt"]
    topic, verdict = receipt["topic"], receipt["verdict"]
    faults = faults_of(asked, facts) if is_in_scope(case) and case.is_met_by(topic, verdict) else ()
    right = (case.is_met_by(topic, verdict) or is_honest(case, topic)) and not faults
    refused = topic in REFUSALS or (is_in_scope(case) and topic.startswith(GAP))
    missed = "refused" if refused and case.topic != OUT_OF_SCOPE else "wrong"
    return Outcome(case, "right" if right else missed, topic, verdict, asked.confidence, faults)


def is_honest(case: Case, topic: str) -> bool:
    """Whether a case that no notice answers, and no gap names, was told so."""
    return case.topic == OUT_OF_SCOPE and (topic in REFUSALS or topic.startswith(GAP))


def faults_of(asked: Asked, facts: Facts) -> tuple[str, ...]:
    """What the words of a reply lack, at the instant that the receipt says it speaks of."""
    receipt = asked.reply["receipt"]
    text = "\n".join(message["text"] for message in asked.reply["messages"])
    return facts.faults(receipt["topic"], text, parse_instant(receipt["as_of"]))
