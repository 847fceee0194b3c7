"""Cases that are supposed beside those that are known: in the same unit, in another, or not said."""
from __future__ import annotations

from typing import Any

import pytest
from content_folder import real_release

from actions.dialogue.affected_units import in_the_same_unit, units_told
from actions.dialogue.hypotheticals import facts_to_return_to, still_supposed, suppose
from actions.dialogue.record import DialogueRecord


def entities(said: dict[str, Any], units: tuple[str, ...] = ()) -> tuple[dict[str, Any], ...]:
    """What a message states, with the units that it names."""
    named = [{"entity": "affected_unit", "value": unit} for unit in units]
    return (*({"entity": name, "value": value} for name, value in said.items()), *named)


@pytest.mark.parametrize(("said", "named", "told", "whose", "same"), [
    ({}, ("2单元",), ("1单元",), None, False),
    ({}, ("2单元",), ("2单元",), None, True),
    ({"added_to": "same"}, ("1单元",), (), None, True),
    ({"added_to": "same"}, (), (), None, True),
    ({"added_to": "other", "also": True}, (), (), None, False),
    ({"added_to": "other", "also": True}, (), ("3单元",), "other", False),
    ({"added_to": "other"}, (), (), "other", True),
    ({"added_to": "other"}, (), (), "own", False),
    ({"added_to": "other"}, (), (), None, None),
    ({"added_to": "own", "also": True}, (), (), "other", False),
    ({"added_to": "own"}, (), (), "own", True),
    ({}, ("2单元",), (), None, None),
    ({"also": True}, ("2单元",), (), None, False),
    ({}, (), ("1单元",), "own", None),
])
def test_where_the_cases_are_supposed(said, named, told, whose, same):
    dialogue = DialogueRecord(entities=entities(said, named), earlier=(entities({}, told),))
    assert in_the_same_unit(dialogue, whose) is same


def test_units_only_supposed_count_where_no_other_was_named():
    supposed, told = entities({"supposed": True}, ("2单元",)), entities({}, ("1单元",))
    more = entities({"more_cases": 1}, ("3单元",))
    assert units_told([more, supposed, told]) == {"1单元"} and units_told([more, supposed]) == {"2单元"}


@pytest.mark.parametrize(("said", "named", "whose", "counts"), [
    ({"added_to": "own", "also": True, "whose_unit": "own"}, (), None, (2, 2, "own")),
    ({"added_to": "other", "also": True, "whose_unit": "other"}, (), "own", (2, 2, "own")),
    ({"added_to": "same"}, ("1单元",), "other", (2, 1, "other")),
])
def test_what_is_supposed_comes_to_what_is_known(said, named, whose, counts):
    dialogue = DialogueRecord(
        entities=entities({"more_cases": 1, **said}, named), before={"cases": 1, "whose_unit": whose},
        earlier=(entities({}, ("1单元",)),),
    )
    slots = suppose(dialogue, {})
    assert (slots["cases"], slots["units"], slots["whose_unit"]) == counts
    known = slots["facts_before_hypothesis"]
    assert (known["cases"], known["whose_unit"]) == (1, whose)


def test_where_it_is_not_said_in_which_unit_their_number_stays_open():
    slots = suppose(DialogueRecord(entities=entities({"more_cases": 2}), before={"cases": 1}), {})
    assert (slots["cases"], slots["units"]) == (3, None)


@pytest.mark.parametrize(("known", "held", "step", "zone"), [
    (None, "high_risk", -1, "medium_risk"),
    ("medium_risk", None, -1, "low_risk"),
    ("low_risk", "high_risk", 1, "medium_risk"),
    ("anti_spillover", None, 1, "medium_risk"), ("anti_spillover", None, -1, "low_risk"),
    ("risk_unit", None, 1, "high_risk"), ("risk_compound", None, 1, "high_risk"), ("low_risk", None, -1, "low_risk"),
])
def test_a_step_goes_from_the_zone_that_was_said_or_that_holds(known, held, step, zone):
    dialogue = DialogueRecord(
        entities=entities({"supposed": True, "zone_step": step}), before={"zone_kind": known}, zone_held=held,
        zones=real_release().rulebook.zones,
    )
    assert suppose(dialogue, {})["zone_kind"] == zone


def test_where_no_zone_is_known_a_step_supposes_none():
    assert "zone_kind" not in suppose(DialogueRecord(entities=entities({"supposed": True, "zone_step": 1})), {})


@pytest.mark.parametrize(("said", "slots", "forgotten"), [
    ({"supposed": True, "zone_kind": "medium_risk"}, {"zone_kind": "medium_risk"}, {"zone_kind": None}),
    ({"supposed": True, "zone_kind": "medium_risk"}, {"zone_kind": "low_risk"}, {}),
    ({"zone_kind": "medium_risk"}, {"zone_kind": "medium_risk"}, {}),
])
def test_now_forgets_what_was_only_supposed_and_stayed(said, slots, forgotten):
    dialogue = DialogueRecord(entities=entities({"now": True}), slots=slots, earlier=(entities(said),))
    assert still_supposed(dialogue) == forgotten


def test_the_facts_known_before_are_given_back_and_what_nothing_stood_for_may_stay():
    known = {"place": None, "zone_kind": None, "cases": 1, "units": None, "asked_instant": None, "whose_unit": "own"}
    assert facts_to_return_to(known) == {
        "cases": 1, "units": None, "asked_instant": None, "whose_unit": "own", "facts_before_hypothesis": None,
    }
    assert facts_to_return_to(None) == {}
