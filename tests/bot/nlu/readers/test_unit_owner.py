"""Whose unit the cases are in."""
from __future__ import annotations

import pytest
from reading import read

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
