"""How a message is worded: the units it names with cases, the unit more are supposed in, whether it asks."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.affected_units import find_added_to, find_affected_units
from bot.nlu.components import for_actions
from bot.nlu.readers import more_cases
from bot.nlu.wording import find_wording


@pytest.mark.parametrize(("text", "units"), [
    ("一例，在一单元", ["1单元"]), ("2单元和十二单元都有", ["2单元", "12单元"]), ("三号楼2单元一例", ["3号楼2单元"]),
    ("我住五单元", []), ("俺家是3单元的", []), ("两个单元", []), ("同一个单元", []), ("都在同一单元", []),
    ("一单元就我一例", ["1单元"]),
])
def test_units_with_cases(text, units):
    assert [span.value for span in find_affected_units(text)] == units


@pytest.mark.parametrize(("text", "found"), [
    ("假如还在那个单元再添一个呢", ["same"]), ("要是隔壁单元也出一例呢", ["other", True]),
    ("要是俺们单元再出一个", ["own"]), ("再多一例呢", []),
])
def test_the_unit_that_more_cases_are_supposed_in(text, found):
    assert [span.value for span in find_added_to(text)] == found


def marks(text: str) -> set[str]:
    return {span.entity for span in find_wording(text)}


@pytest.mark.parametrize("text", ["另一个小区呢", "俺姐家那边咋封", "多个病例咋封", "小区有阳性咋封"])
def test_it_may_tell_of_other_cases(text):
    assert "other_cases" in marks(text)


@pytest.mark.parametrize(("text", "asks"), [
    ("这是咋回事", True), ("能不能出门", True), ("阳了没有", True), ("不知道啊", False), ("哈哈哈", False),
])
def test_it_is_worded_as_a_question(text, asks):
    assert ("question_form" in marks(text)) is asks


@pytest.mark.parametrize(("text", "asks"), [
    ("低风险区哪些店能开", True), ("啥样的铺子准开", True), ("中风险区怎么个管法", True), ("which shops are open", True),
    ("what can open in medium risk zones", True), ("能做啥买卖", True),
    ("哪几天能开门", False), ("理发店能开吗", False), ("店能开吗", False),
])
def test_it_asks_about_venues_of_all_kinds(text, asks):
    assert ("which_kinds" in marks(text)) is asks


def test_it_goes_on_with_the_cases_told_before():
    assert marks("对我来说意味着啥，我能出门上班不") == {"question_form"}


def test_where_more_cases_are_is_told_to_actions_only_where_more_are_supposed():
    text = "要是隔壁单元也出一例呢"
    entities = {span.entity for span in for_actions(text, read(more_cases, text))}
    assert {"more_cases", "added_to", "also"} <= entities
    assert not {"added_to", "also"} & {span.entity for span in for_actions("隔壁单元也有人", [])}
