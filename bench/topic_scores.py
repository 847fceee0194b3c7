"""From what a topic model answered to its columns in the table. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from math import nan

from bench.topic_data import OUT_OF_SCOPE, Example, judge

MOST_WRONG = 0.02
RESULTS = ("right", "refused", "wrong")
Given = list[tuple[str, float]]


@dataclass(frozen=True)
class Asked:
    """What all models are asked: examples held out, the open cases, and those in scope typed wrong."""

    held: list[Example]
    cases: list[Example]
    slipped: list[Example]


@dataclass(frozen=True)
class Answers:
    """Topics with confidences of the three sets of messages; ``ms`` per case; growth of memory in MB."""

    held: Given
    cases: Given
    slipped: Given
    ms: list[float]
    megabytes: float


def scores(answers: Answers, asked: Asked, refuses: bool) -> list[str]:
    """The columns from held out to out of scope; ``refuses``: the model refuses on its own, without a threshold."""
    threshold = 0.0 if refuses else lowest_threshold(answers.held, asked.held)
    right = judge_all(answers.held, asked.held, 0.0).count("right") / len(asked.held)
    unrefused, slipped = percent(answers.cases, asked.cases, 0.0)[0], percent(answers.slipped, asked.slipped, 0.0)[0]
    shown = ["-", slipped, "as configured"] if refuses else [unrefused, slipped, f"{threshold:.2f}"]
    return [f"{100 * right:.1f}", *shown, *percent(answers.cases, asked.cases, threshold)]


def percent(answers: Given, cases: list[Example], threshold: float) -> list[str]:
    """In scope right, refused and wrong; out of scope right."""
    judged = judge_all(answers, cases, threshold)
    inside, outside = shares(judged, cases, True), shares(judged, cases, False)
    return [f"{100 * share:.1f}" for share in (*(inside[result] for result in RESULTS), outside["right"])]


def judge_all(answers: Given, cases: list[Example], threshold: float) -> list[str]:
    """Right, refused or wrong for each, with what is below the threshold refused."""
    topics = [topic if confidence >= threshold else OUT_OF_SCOPE for topic, confidence in answers]
    return [judge(topic, case) for topic, case in zip(topics, cases, strict=True)]


def lowest_threshold(answers: Given, held: list[Example]) -> float:
    """At which at most 2 % of the held-out examples are given a wrong topic."""
    judged = judge_all(answers, held, 0.0)
    wrong = sorted((c for (_, c), result in zip(answers, judged, strict=True) if result == "wrong"), reverse=True)
    allowed = int(MOST_WRONG * len(held))
    return wrong[allowed] + 1e-6 if len(wrong) > allowed else 0.0


def shares(judged: list[str], cases: list[Example], inside: bool) -> dict[str, float]:
    """The share (0 to 1) of each result, in scope or out of it; nan where there are no such cases."""
    results = [r for r, case in zip(judged, cases, strict=True) if (case.topic != OUT_OF_SCOPE) == inside]
    return {result: results.count(result) / len(results) if results else nan for result in RESULTS}
