"""The arithmetic of the measurements: percentiles, ratios, what counts and what does not."""
from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.acted import share_computed, share_with_action
from bench.capacity import good, reasons
from bench.measure import turn_figures
from bench.records import ANSWERED, EMPTY, REFUSED, UNANSWERED, Record, figures, percentile, ratio
from bench.table import less, more, turn_rows

DONE = Record("a", 0, 1.0, 100.0, ANSWERED, "在哪做核酸", ("在采样屋。",), 200)


@pytest.mark.parametrize(("values", "share", "expected"), [
    ([3, 1, 2], 50, 2), ([1, 2, 3, 4], 50, 2), (range(1, 101), 99, 99), (range(1, 201), 99, 198), ([7], 99, 7),
    ([5, 9], 100, 9),
])
def test_a_percentile_is_a_value_that_was_measured(values, share, expected):
    assert percentile(list(values), share) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.1, 100))
def test_so_many_percent_do_not_exceed_the_percentile(values, share):
    bound = percentile(values, share)
    assert sum(value <= bound for value in values) >= share / 100 * len(values) - 1e-9
    assert sum(value < bound for value in values) <= share / 100 * len(values)


def test_nothing_measured_is_no_number():
    assert isnan(percentile([], 50)) and isnan(ratio(1, 0))


def test_only_what_ends_within_the_window_counts_but_a_loss_always_does():
    early, late = replace(DONE, sent=0.1), replace(DONE, sent=4.95)
    lost = replace(DONE, sent=0.2, outcome=UNANSWERED, ms=60_000)
    counted = figures([early, DONE, replace(DONE, sent=2.0, ms=300.0), late, lost], 1, 5)
    assert counted.throughput == 2 / 4
    assert (counted.median, counted.p99) == (100, 300)
    assert counted.outcomes == {ANSWERED: 2, UNANSWERED: 1}


def test_a_refusal_is_neither_throughput_nor_a_short_wait():
    refused = replace(DONE, outcome=REFUSED, ms=1.0, reason="not_stored")
    counted = figures([DONE, refused, replace(DONE, outcome=EMPTY, ms=1.0)], 0, 2)
    assert (counted.throughput, counted.median) == (0.5, 100)
    assert counted.outcomes == {ANSWERED: 1, EMPTY: 1, REFUSED: 1}
    assert reasons([DONE, refused, refused]) == {"not_stored": 2}


def test_more_is_better_for_throughput_and_less_for_a_wait():
    assert more("messages/s", 30, 300, 10).reached is True
    assert more("messages/s", 30, 299, 10).reached is False
    assert less("median", 100, 10, 10).times == 10
    assert "(missed)" in less("median", 100, 20, 10).markdown()
    assert less("start", 20, 10).reached is None


def test_turn_ten_is_told_from_the_turns_around_it_and_so_is_the_last():
    talk = [replace(DONE, turn=turn, ms=float(turn + 1)) for turn in range(1005)]
    told = turn_figures(talk[::-1])
    assert told == {"turn_10_ms": 10.5, "last_turn": 1000, "last_turn_ms": 1000.5}
    grown = turn_rows(told, {"turn_10_ms": 10.0, "last_turn": 1000, "last_turn_ms": 12.0})[-1]
    assert (grown.stock, grown.ours) == ("95.29", "1.20")
    with pytest.raises(ValueError, match="14 answered turns"):
        turn_figures(talk[:14])


@pytest.mark.parametrize(("outcomes", "p99", "expected"), [
    ({ANSWERED: 5}, 2999.0, True), ({ANSWERED: 5, REFUSED: 2}, 10.0, True), ({ANSWERED: 5}, 3000.0, False),
    ({ANSWERED: 5, UNANSWERED: 1}, 10.0, False), ({ANSWERED: 5, EMPTY: 1}, 10.0, False), ({}, float("nan"), False),
])
def test_nobody_may_be_left_without_an_answer_or_a_reason(outcomes, p99, expected):
    assert good({"outcomes": outcomes, "p99": p99}) is expected


def test_a_message_counts_as_acted_on_once_however_many_actions_it_took():
    events = [
        ("a", "action", "action_session_start"), ("a", "user", ""), ("a", "action", "action_find_facts"),
        ("b", "user", ""),
        ("a", "action", "action_zone_of_place"), ("b", "action", "utter_faq"), ("a", "action", "action_listen"),
        ("b", "user", ""), ("b", "action", "action_default_fallback"), ("a", "user", ""),
        ("a", "action", "action_list_booths"),
    ]
    assert share_with_action(events) == 2 / 4
    assert share_with_action([]) == 0
    computed = replace(DONE, topic="zone_of_place")
    assert share_computed([DONE, computed, replace(computed, outcome=REFUSED), computed]) == 2 / 3
