"""What is counted of replayed calls, and what is learned from them."""
from __future__ import annotations

from dataclasses import replace

import pytest

from bot.hotline.certainty import NAMES, Evidence
from knowledge.releases import load_release
from labs.evaluation.calls import Replayed, as_shown, expected, figures
from labs.evaluation.certainty import State, judged, told
from labs.evaluation.shares import Share

TOPICS = load_release().topics
NOTHING = Evidence(**dict.fromkeys(NAMES, 0.0))


def state(*topics: str, sure: bool = True) -> dict:
    cards = [{"id": topic, "topic": topic, "confidence": 0.9} for topic in topics]
    return {"cards": cards, "sure": [topic for topic in topics[:1] if sure]}


def call(*states: dict, expect: tuple[str, ...] = ("dine_in",), also: tuple[str, ...] = ()) -> Replayed:
    return Replayed("c", expect, also, tuple(map(as_shown, states)), finals=2)


def counts(*calls: Replayed) -> dict[str, tuple[int, int]]:
    return {name: (one.count, one.all) for name, one in figures(calls, TOPICS).items() if isinstance(one, Share)}


def test_a_card_that_is_only_perhaps_right_is_none_that_is_wrong():
    assert counts(call(state("schools", sure=False)))["wrong"] == (0, 1)
    assert counts(call(state("schools")))["wrong"] == (1, 1)
    assert counts(call(state("schools"), also=("schools",)))["wrong"] == (0, 1)


def test_a_wrong_card_that_went_again_was_wrong_at_some_time():
    told_of = counts(call(state("schools"), state("dine_in")))
    assert told_of["wrong"] == (0, 1) and told_of["wrong at any time"] == (1, 1) and told_of["first"] == (1, 1)


def test_what_is_expected_is_found_among_three_and_dangers_are_counted_apart():
    one, other = call(state("schools", "dine_in")), call(state("schools"), expect=("danger_fire",))
    told_of = counts(one, other)
    assert told_of["found"] == (1, 2) and told_of["dangers"] == (0, 1) and told_of["first"] == (0, 2)


def test_where_no_notice_speaks_of_it_no_card_is_right():
    assert expected({"expect": ["out_of_scope"]}) == expected({"expect": None}) == ()
    assert counts(call({"cards": [], "sure": []}, expect=()))["first"] == (1, 1)
    assert counts(call(state("dine_in", sure=False), expect=()))["first"] == (0, 1)


def test_cards_that_come_and_go_are_changes():
    calls = [call(state("schools"), state("dine_in", "schools"), state("dine_in"))]
    assert figures(calls, TOPICS)["changes"] == pytest.approx(3 / 2)


def test_a_share_tells_how_far_it_may_be_off():
    low, high = Share(0, 50).interval
    assert low == 0 and high == pytest.approx(0.0713, abs=1e-3)
    assert Share(0, 0).value == 0.0 and "96.0 %" in str(Share(48, 50))


def test_what_speaks_for_a_question_is_learned_and_each_call_is_judged_by_others():
    right, wrong = replace(NOTHING, whole=0.9), replace(NOTHING, whole=0.1)
    calls = [[State((wrong,), (False,)), State((right, wrong), (True, False))] for _ in range(20)]
    found = judged(calls)
    assert all(one.is_right and one.sure > 0.5 > one.ever_wrong for one in found)
    assert told(found).splitlines()[0].startswith("from 0.30: sure 100.0 %")
