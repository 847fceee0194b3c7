"""What refusing below a certainty would bring and cost."""
from __future__ import annotations

import pytest

from bot.model_rollout.cases import read_cases
from labs.evaluation.curve import Point, cheapest, curve
from labs.evaluation.judging import Outcome

IN_SCOPE, OUT_OF_SCOPE = "{q: a, topic: thanks}", "{q: b, topic: out_of_scope}"
GAP = "{q: c, topic: gap_go_out}"


@pytest.fixture
def outcome(facts, cases):
    def made(case: str, result: str, confidence: float | None) -> Outcome:
        [read] = read_cases(cases(f"- {case}"), facts.release.answers)
        return Outcome(read, result, "any", None, confidence, ())
    return made


def test_below_a_certainty_all_is_refused(outcome):
    outcomes = [
        outcome(IN_SCOPE, "right", 0.9), outcome(IN_SCOPE, "right", 0.3), outcome(IN_SCOPE, "wrong", 0.3),
        outcome(OUT_OF_SCOPE, "wrong", 0.3), outcome(GAP, "refused", 0.3),
    ]
    assert curve(outcomes, (0, 0.5, 0.95)) == [
        Point(0, 40, 20, 40), Point(0.5, 40, 60, 0), Point(0.95, 20, 80, 0),
    ]
    assert cheapest(curve(outcomes, (0, 0.5, 0.95))).below == 0.5


def test_without_certainties_there_is_no_curve(outcome):
    assert curve([outcome(IN_SCOPE, "right", None)]) == [] and cheapest([]) is None
