"""Cases that are supposed beside those that are known: in the same unit, in another, or not said."""
from __future__ import annotations

import pytest

from actions.supposed_units import affected_units, in_the_same_unit


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
