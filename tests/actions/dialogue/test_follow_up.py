"""What a message of bare facts changes, and when it goes on with nothing."""
from __future__ import annotations

import pytest
from content_folder import real_release

from actions.dialogue.follow_up import nothing_to_go_on, sites_that_stay, slots_of_follow_up
from actions.dialogue.question_resolution import form_asks_for, question_of, venue_to_go_on_with
from actions.dialogue.record import DialogueRecord

TOPICS = real_release().topics


@pytest.mark.parametrize(("said", "asked", "question"), [
    ({"venue_kind"}, None, "venue_open"), ({"cases"}, "venue_open", TOPICS.asked_by("cases")),
    ({"cases"}, "outbreak_many", "outbreak_many"), ({"zone_kind"}, "venue_open", "venue_open"),
    ({"place"}, None, TOPICS.asked_by("place")), ({"zone_kind"}, None, None),
])
def test_the_question_that_facts_ask(said, asked, question):
    assert question_of(TOPICS, said, asked, None) == question


@pytest.mark.parametrize(("form", "question", "asks"), [
    ("venue_form", "venue_open", True), ("venue_form", "zone_of_place", False), (None, "venue_open", False),
    ("booth_form", "booth_location", True), ("booth_form", "after_hours_testing", False),
])
def test_a_form_asks_for_the_facts_of_its_own_question(form, question, asks):
    assert form_asks_for(TOPICS, form, question) is asks


def test_a_new_instant_and_a_new_zone_take_the_place_of_the_old_ones():
    said = [("zone_kind", "low_risk"), ("at", "2022-11-08T09:00:00+08:00")]
    slots = slots_of_follow_up(DialogueRecord(
        entities=tuple({"entity": kind, "value": value} for kind, value in said),
        slots={"open_question": "venue_open"}, asked_instant=said[1][1],
    ), TOPICS)
    assert (slots["asked_instant"], slots["place"], slots["open_question"]) == (said[1][1], None, "venue_open")


@pytest.mark.parametrize(("said", "stay"), [
    ({"now"}, ["a", "b", "c"]), ({"question_form", "affected_unit"}, ["a", "b", "c"]), ({"place"}, []),
])
def test_without_a_new_fact_the_sites_told_last_are_told_again(said, stay):
    assert sites_that_stay(["a", "b", "c", "d"], 1, said) == stay


@pytest.mark.parametrize(("said", "shown", "words"), [
    ({"supposed"}, True, "supposed_not_stated"),
    ({"supposed", "cases"}, False, None),
    ({"correction"}, False, "not_understood"),
    ({"question_form", "other_cases"}, False, "not_understood"), ({"now"}, False, None), (set(), True, None),
])
def test_where_there_is_nothing_to_go_on_it_is_said(said, shown, words):
    assert nothing_to_go_on(said, shown) == words


def test_a_bare_zone_after_a_topic_about_venues_asks_for_its_venue():
    assert venue_to_go_on_with(TOPICS, "dine_in", {})["venue_kind"] == TOPICS.role("dine_in").venue
    assert venue_to_go_on_with(TOPICS, "dine_in", {"venue_kind"}) == {"open_question": "venue_open"}
