"""Right against wrong: what the outcomes would be if it refused below a given certainty. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labs.evaluation.judging import OUT_OF_SCOPE, Outcome

# Certainties at which the curve is told; 0 is how it answers now.
STEPS = tuple(number / 20 for number in range(20))
# Another topic's answer costs as much as this many honest refusals of what could be said.
COST_OF_WRONG = 5


@dataclass(frozen=True)
class Point:
    """Shares of all cases in per cent when everything less certain than ``below`` (0 to 1) is refused."""

    below: float
    right: float
    refused: float
    wrong: float

    @property
    def cost(self) -> float:
        """Refused questions for each hundred, a wrong answer counted COST_OF_WRONG times."""
        return self.refused + COST_OF_WRONG * self.wrong


def curve(outcomes: Iterable[Outcome], steps: Sequence[float] = STEPS) -> list[Point]:
    """A point for each step. Only outcomes whose certainty is told count; without any there is no curve."""
    told = [outcome for outcome in outcomes if outcome.confidence is not None]
    return [_point(told, below) for below in steps] if told else []


def cheapest(points: Iterable[Point]) -> Point | None:
    """The point of least cost, the lowest of several."""
    return min(points, key=lambda point: (round(point.cost, 9), point.below), default=None)


def _point(outcomes: Sequence[Outcome], below: float) -> Point:
    results = [_result(outcome, below) for outcome in outcomes]
    shares = (100 * results.count(result) / len(results) for result in ("right", "refused", "wrong"))
    return Point(below, *shares)


def _result(outcome: Outcome, below: float) -> str:
    """To refuse what has no words of its own is right."""
    if outcome.confidence >= below:
        return outcome.result
    return "right" if outcome.case.topic == OUT_OF_SCOPE else "refused"
