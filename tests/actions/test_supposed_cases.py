"""Cases that are supposed beside those that are known: in the same unit, in another, or not said."""
from __future__ import annotations

import pytest
from rasa_sdk import Tracker

from actions.affected_units import affected_units, in_the_same_unit
from actions.carry_over import kept
from actions.hypotheticals import still_supposed, suppose


@pytest.mark.parametrize(("text", "told", "whose", "same"), [
    ("假如二单元再查出一个呢", {"1单元"}, None, False),
    ("再添一个2单元的", {"2单元"}, None, True),
    ("假如还在一单元再添一个呢", {"1单元"}, None, True),
    ("假如还在那个单元再添一个呢", set(), None, True),
    ("要是隔壁单元也出一例呢", set(), None, False),
    ("要是隔壁单元也出一例呢", {"3单元"}, "other", False),
    ("要是隔壁单元再出一例呢", set(), "other", True),
    ("要是隔壁单元再出一例呢", set(), "own", False),
    ("我们自己单元要是也出一例呢", set(), "other", False),
    ("要是俺们单元再出一个", set(), "own", True),
    ("要是二单元再查出一个", set(), None, None),
    ("要是二单元也查出一个", set(), None, False),
    ("再多一例呢", {"1单元"}, "own", None),
    ("我住五单元，再多一例呢", {"1单元"}, None, None),
])
def test_where_the_cases_are_supposed(text, told, whose, same):
    assert in_the_same_unit(text, told, whose) is same


@pytest.mark.parametrize(("text", "units"), [
    ("一例，在一单元", {"1单元"}), ("2单元和十二单元都有", {"2单元", "12单元"}), ("三号楼2单元一例", {"3号楼2单元"}),
    ("我住五单元", set()), ("俺家是3单元的", set()), ("两个单元", set()), ("同一个单元", set()), ("都在同一单元", set()), ("一单元就我一例", {"1单元"}),
])
def test_units_with_cases(text, units):
    assert affected_units(text) == units


def tracker(before: str, text: str, said: dict, **slots) -> Tracker:
    """After one message of the resident, the slots it left, and a second message with what it says."""
    entities = [{"entity": name, "value": value} for name, value in said.items()]
    first = [{"event": "user", "text": before, "parse_data": {"entities": []}}]
    left = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
    message = {"text": text, "entities": entities}
    return Tracker("x", slots, message, [*first, *left, {"event": "user", "text": text, "parse_data": message}], False, None, {}, None)


@pytest.mark.parametrize(("text", "said", "whose", "counts"), [
    ("要是我们单元也出一例呢", {"supposed": True, "more_cases": 1, "whose_unit": "own"}, None, (2, 2, "own")),
    ("要是隔壁单元也出一例呢", {"supposed": True, "more_cases": 1, "whose_unit": "other"}, "own", (2, 2, "own")),
    ("要是还在一单元再添一个呢", {"supposed": True, "more_cases": 1}, "other", (2, 1, "other")),
    ("再多两例呢", {"more_cases": 2}, None, (3, None, None)),
])
def test_what_is_supposed_comes_to_what_is_known(text, said, whose, counts):
    slots = suppose(None, tracker("新增一例，在一单元", text, said, cases=1, units=None, whose_unit=whose), {})
    assert (slots["cases"], slots["units"], slots["whose_unit"]) == counts
    assert (slots["known"]["cases"], slots["known"]["whose_unit"]) == (1, whose)


TOLD = {"cases": 2, "units": 2, "adds_up_unstated": True}


@pytest.mark.parametrize(("text", "said", "question", "held"), [
    ("辟谣了，就一个单元", {"units": 1, "puts_right": True}, "outbreak_many", TOLD),
    ("辟谣了，以前没有过，就一个单元", {"units": 1, "puts_right": True}, "outbreak_many", {"cases": 2, "units": 2}),
    ("辟谣了，就一个单元", {"units": 1, "puts_right": True}, "venue_open", {}),
    ("另一个小区，就一个单元", {"units": 1}, "outbreak_many", {}),
    ("对我来说意味着啥，我能出门上班不", {}, "outbreak_one_unit", TOLD),
    ("/outbreak_many", {}, "outbreak_one_unit", {}),
    ("多个病例咋封", {}, "outbreak_one_unit", {}),
    ("俺姐家那边咋封", {}, "outbreak_many", {}),
    ("小区有阳性咋封", {}, "outbreak_many", {}),
])
def test_what_a_message_leaves_standing_of_an_outbreak(text, said, question, held):
    assert kept(tracker("两例，在两个单元", text, said, question=question, **TOLD)) == held


@pytest.mark.parametrize(("said", "slots", "forgotten"), [
    ({"supposed": True, "zone_kind": "medium_risk"}, {"zone_kind": "medium_risk"}, {"zone_kind": None}),
    ({"supposed": True, "zone_kind": "medium_risk"}, {"zone_kind": "low_risk"}, {}),
    ({"zone_kind": "medium_risk"}, {"zone_kind": "medium_risk"}, {}),
])
def test_now_forgets_what_was_only_supposed_and_stayed(said, slots, forgotten):
    after = tracker("要是中风险呢", "那现在呢", {"now": True}, **slots)
    after.events[0]["parse_data"]["entities"] = [{"entity": name, "value": value} for name, value in said.items()]
    assert still_supposed(after) == forgotten
