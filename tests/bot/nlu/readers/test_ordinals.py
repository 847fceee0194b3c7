"""Which line of a list of sites is meant."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.readers import ordinals


@pytest.mark.parametrize(("text", "number"), [
    ("第二个", 2), ("第二个在哪", 2), ("第3家几点关门", 3), ("头一个电话多少", 0), ("最后那个远不远", -1), ("第十二处", 12),
    ("那第一家呢", 1), ("the second one", 2),
])
def test_a_site_is_pointed_at_by_its_number(text, number):
    assert [span.value for span in read(ordinals, text, sites_shown=True)] == [number]


@pytest.mark.parametrize("text", ["第二单元", "第七人民医院几点开", "7号下午还开吗", "3号线停了没", "二号楼", "金水区的", "还有吗", "第零个", "第二次核酸"])
def test_numbers_of_something_else_point_at_nothing(text):
    assert read(ordinals, text, sites_shown=True) == []
