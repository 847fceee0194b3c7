"""Figures of a scenario: how long the conversations waited that a kill met, and the table."""
from __future__ import annotations

from faults.history import Answer, Attempt, Stored
from faults.outcome import COLUMNS, judge, table, under_way, wait_after

SAID = Answer("masks", "wear one")


def message(conversation: str, number: int, sent: float, got: float) -> Attempt:
    return Attempt(conversation, f"m{number}", "?", "masks", sent, got, 200, SAID)


def turns(attempts: list[Attempt]) -> list[Stored]:
    return [Stored(a.conversation, a.id, int(a.id[1:]), "?", SAID, 1) for a in attempts]


# Killed at 10: in c1 a message was under way, c2 was at rest and took long later for another reason.
HISTORY = [
    message("c1", 1, 1.0, 1.5), message("c1", 2, 9.0, 13.0), message("c1", 3, 14.0, 19.0), message("c1", 4, 20.0, 40.0),
    message("c2", 1, 8.0, 9.0), message("c2", 2, 11.0, 31.0),
]


def test_a_kill_is_charged_with_the_message_under_way_and_the_next_one():
    assert wait_after(HISTORY, [10.0]) == 5.0
    assert wait_after(HISTORY[:2], [10.0]) == 3.0


def test_a_kill_that_met_nobody_is_charged_with_nothing():
    assert wait_after(HISTORY, [7.0, 50.0]) == 0.0


def test_a_wait_that_another_kill_broke_into_can_be_counted_from_that_one():
    again = [message("c1", 1, 9.0, 20.0), message("c1", 2, 21.0, 23.0)]
    assert wait_after(again, [10.0, 16.0]) == 10.0
    assert wait_after(again, [10.0, 16.0], last_only=True) == 4.0
    assert wait_after(HISTORY, [10.0], last_only=True) == 5.0


def test_messages_under_way_are_counted_at_each_kill():
    assert [under_way(HISTORY, [instant]) for instant in (0.5, 10.0, 25.0)] == [0, 1, 2]
    assert under_way([Attempt("c1", "m1", "?", "masks", 1.0, 2.0, None)], [1.5, 3.0]) == 2


def test_a_message_sent_again_waits_since_it_was_first_sent():
    tries = [Attempt("c1", "m1", "?", "masks", 1.0, 2.0, None), message("c1", 1, 6.0, 9.0)]
    outcome = judge("again", "once", tries, turns(tries[1:]))
    assert outcome.figures == {"tries more": 1, "p99": 8.0, "slowest": 8.0} and outcome.broken == []


def test_a_figure_above_its_limit_is_late_and_breaks_no_promise():
    outcome = judge("slow", "once", HISTORY, turns(HISTORY), limits={"slowest": 15.0})
    assert outcome.broken == [] and outcome.late == ["slowest is 20, at most 15 is allowed"]


def test_what_comes_beside_the_history_breaks_a_promise_too():
    assert judge("left", "once", HISTORY, turns(HISTORY), faults=("1 process was left behind",)).broken


def test_the_table_has_a_cell_for_each_column():
    lines = table([judge("one", "once", HISTORY, turns(HISTORY), **{"waited after a kill": 5.0})]).splitlines()
    assert {line.count("|") for line in lines} == {len(COLUMNS) + 1} and "waited after a kill 5" in lines[-1]
