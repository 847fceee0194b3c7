"""The supervisor's figures out of calls, the charts of them, and cells that no spreadsheet runs."""
from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.chart import BOTTOM, HEIGHT, TOP, WIDTH, bars
from console.desk.csv_text import csv_text
from console.desk.figures import Call, Happened, OfTopic, by_day, figures_of
from knowledge.clock import parse_instant

AT = parse_instant("2022-11-07T09:00:00+08:00")


def after(seconds: float):
    return AT + timedelta(seconds=seconds)


def call(*events: tuple[str, str, str, float], begun=AT) -> Call:
    """Events as (card, topic, event, seconds after the beginning)."""
    return Call("吴坐席", begun, None, tuple(
        Happened(card, topic, event, "", begun + timedelta(seconds=at)) for card, topic, event, at in events
    ))


def test_an_answer_from_a_card_counts_a_look_does_not_and_a_rejected_card_answers_nothing():
    followed = call(("a", "dine_in", "displayed", 3), ("a", "dine_in", "copied", 6))
    looked = call(("a", "dine_in", "displayed", 9), ("a", "dine_in", "source_opened", 10))
    rejected = call(
        ("a", "venue_open", "displayed", 5), ("a", "venue_open", "clicked", 6), ("a", "venue_open", "wrong", 7)
    )
    silent = call()
    found = figures_of([followed, looked, rejected, silent])
    assert (found.calls, found.answered, found.unanswered, found.answered_share) == (4, 1, 3, 0.25)
    assert found.first_card == 5
    assert found.topics == (OfTopic("venue_open", 1, 0, 1), OfTopic("dine_in", 2, 1, 0))
    assert [one.adherence for one in found.topics] == [0, 0.5] and found.adherence == pytest.approx(1 / 3)


def test_of_no_call_no_share_is_told():
    none = figures_of([])
    assert (none.answered_share, none.first_card, none.adherence, none.topics) == (None, None, None, ())


def test_two_cards_of_one_topic_in_one_call_are_two_and_what_hangs_on_no_card_is_no_topic():
    found = figures_of([call(("a", "dine_in", "displayed", 1), ("b", "dine_in", "clicked", 2), ("", "", "wrong", 3))])
    assert found.topics == (OfTopic("dine_in", 2, 1, 0),)


def test_days_are_those_on_which_calls_began():
    late = call(begun=parse_instant("2022-11-07T23:59:00+08:00"))
    early = call(begun=parse_instant("2022-11-08T00:01:00+08:00"))
    assert [(day, one.calls) for day, one in by_day([early, call(), late])] == [("2022-11-07", 2), ("2022-11-08", 1)]


@given(st.lists(st.floats(0, 1e6), max_size=60))
def test_columns_stay_in_the_picture_and_are_as_high_as_their_values(values):
    drawn = bars([("11-07", value, str(value)) for value in values])
    assert len(drawn) == len(values)
    for value, bar in zip(values, drawn, strict=True):
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.2
        assert bar.y + bar.height == pytest.approx(HEIGHT - BOTTOM, abs=0.2) and bar.y >= TOP - 0.1
        assert bar.height == pytest.approx((HEIGHT - TOP - BOTTOM) * value / (max(values) or 1), abs=0.1)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "＠"],
                         ids=["equals", "plus", "minus", "at", "tab", "return", "wide", "blank", "wide_at"])
def test_a_cell_that_would_be_a_formula_stays_text(begins):
    text = csv_text([["话题", f"{begins}HYPERLINK(\"http://x\")", -3, 0.5]])
    (row,) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert text.startswith("\ufeff") and row[1][0] == "'" and row[2:] == ["-3", "0.5"]
