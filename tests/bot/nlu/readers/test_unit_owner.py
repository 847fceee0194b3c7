"""Whose unit the cases are in."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.affected_units import find_added_to
from bot.nlu.readers import unit_owner


@pytest.mark.parametrize(("text", "whose"), [
    ("隔壁单元阳了一个我能下楼不", "other"),
    ("俺单元没阳 对门单元有", "other"),
    ("不是我们单元的，是前面那栋", "other"),
    ("俺们单元阳了一个", "own"),
    ("楼上确诊了咋办", "own"),
    ("俺们小区阳了俩 都住一个单元", None),
    ("我们楼封了别的楼能出去吗", None),
])
def test_whose_unit_the_cases_are_in(text, whose):
    found = read(unit_owner, text)
    assert [span.value for span in found] == ([whose] if whose else [])


@pytest.mark.parametrize(("said", "whose"), [
    ("对门", "own"), ("对门单元", "other"), ("对门那个单元", "other"), ("隔壁单元", "other"), ("隔壁那个门洞", "other"), ("我们单元", "own"),
    ("俺们自己单元", "own"), ("我们这个单元", "own"), ("不是我们单元", "other"), ("我家隔壁", "own"),
])
def test_one_list_says_whose_a_unit_is(said, whose):
    assert [span.value for span in read(unit_owner, f"{said}阳了一个")] == [whose]


@pytest.mark.parametrize(("said", "whose"), [("对门单元", "other"), ("隔壁单元", "other"), ("我们单元", "own")])
def test_a_case_supposed_in_a_unit_is_read_from_the_same_list(said, whose):
    assert [span.value for span in find_added_to(f"{said}再出一例")] == [whose]
