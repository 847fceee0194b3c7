"""What residents waited for is told apart, so that a kill hides nothing of what publishing costs and the other way."""
from __future__ import annotations

from faults.history import Answer, Attempt
from faults.waits import FAULT, PUBLISHING, QUIET, Span, figures, waits


def message(number: int, sent: float, answered: float | None) -> list[Attempt]:
    answer = Answer("t", "said") if answered else None
    status = 200 if answered else None
    return [Attempt("web:1", f"m{number}", "q", "t", sent, answered or sent + 9, status, answer)]


SPANS = [Span(PUBLISHING, 10, 12), Span(FAULT, 11, 20), Span(PUBLISHING, 30, 31)]


def test_a_wait_belongs_to_the_kill_that_it_goes_over_before_the_publication():
    attempts = [
        *message(1, 1, 2), *message(2, 9.5, 10.5), *message(3, 11.5, 19), *message(4, 29, 30.5), *message(5, 40, None)
    ]
    assert waits(attempts, SPANS) == {FAULT: [7.5], PUBLISHING: [1.0, 1.5], QUIET: [1]}


def test_a_wait_that_ends_as_a_span_begins_is_not_of_it():
    assert waits(message(1, 9, 10), SPANS)[QUIET] == [1]


def test_each_cause_is_told_with_its_count_and_its_longest():
    told = figures(waits([*message(1, 1, 2), *message(2, 3, 7)], SPANS))
    assert (told["else: messages"], told["else: slowest"], told["publishing: messages"]) == (2, 4, 0)
