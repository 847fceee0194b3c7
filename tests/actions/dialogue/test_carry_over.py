"""What a new question leaves standing of an outbreak that was told before."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from content_folder import real_release

from actions.dialogue.carry_over import kept, slots_of_question
from actions.dialogue.counts_left import counts_left
from actions.dialogue.record import DialogueRecord

TOPICS = real_release().topics
TOLD = {"cases": 2, "units": 2, "adds_up_unstated": True}


def after(said: dict[str, Any], question: str = "outbreak_many", **slots: Any) -> DialogueRecord:
    """A message that comes after cases were told for this question."""
    entities = tuple({"entity": name, "value": value} for name, value in said.items())
    return DialogueRecord(entities=entities, slots={"open_question": question, **TOLD, **slots}, before=TOLD)


@pytest.mark.parametrize(("said", "question", "held"), [
    ({"units": 1, "correction": True}, "outbreak_many", TOLD),
    ({"units": 1, "correction": True, "earlier_cases": False}, "outbreak_many", {"cases": 2, "units": 2}),
    ({"units": 1, "correction": True}, "venue_open", {}),
    ({"units": 1, "other_cases": True}, "outbreak_many", {}),
    ({"question_form": True}, "outbreak_one_unit", TOLD),
    ({"question_form": True, "other_cases": True}, "outbreak_many", {}),
])
def test_what_a_message_leaves_standing_of_an_outbreak(said, question, held):
    assert kept(after(said, question), TOPICS) == held


def test_while_something_is_supposed_nothing_is_kept():
    assert kept(after({}, facts_before_hypothesis={"cases": 1}), TOPICS) == {}


def test_a_correction_changes_one_number_and_keeps_the_others():
    slots = slots_of_question(after({"units": 1, "correction": True}), TOPICS)
    assert (slots["cases"], slots["units"], slots["adds_up_unstated"]) == (2, 1, True)


def test_cases_told_anew_forget_the_earlier_ones_and_the_instant():
    slots = slots_of_question(
        after({"cases": 1, "other_cases": True}, asked_instant="2022-11-08T09:00:00+08:00"), TOPICS
    )
    assert (slots["cases"], slots["units"], slots["adds_up_unstated"], slots["asked_instant"]) == (1, None, None, None)


def test_more_cases_come_to_those_known_and_some_are_taken_back():
    known = {"cases": 2, "units": 1}
    left = [
        counts_left(replace(after(said), before=known), TOPICS) for said in (
            {"cases": 1, "adds": True}, {"cases": [1, 2], "adds": True}, {"fewer_cases": 1},
            {"fewer_cases": 0}, {"cases": 3},
        )
    ]
    assert left == [
        {"cases": 3, "units": None}, {"cases": [3, 4], "units": None}, {"cases": 1, "units": 1},
        {"cases": 0, "units": 1},
        {"cases": 3},
    ]
