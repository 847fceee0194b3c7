"""Official texts by their number, told from days and house numbers."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.normalise import normalise
from bot.nlu.readers import notices


@pytest.mark.parametrize(("text", "number", "of_city"), [
    ("第3号通告说了什么", 3, False), ("市3号通告", 3, True), ("区里第二十六号公告写了啥", 26, False), ("通告〔2022〕5号", 5, False),
    ("市里那个第五号通告", 5, True), ("〔2022〕2号", 2, False), ("三号通知讲的什么", 3, False), ("第12号的通告", 12, False),
    ("2022年153号公告", 153, False), ("通告第98号,哪些内容", 98, False), ("市指挥部1号令", 1, True),
    ("143号管哪里", 143, False), ("26号说了些什么", 26, False), ("72号还管用吗", 72, False),
])
def test_a_notice_is_named_by_its_number(text, number, of_city):
    [span] = read(notices, normalise(text))
    assert span.value == {"number": number, "of_city": of_city}


@pytest.mark.parametrize("text", [
    "文化路8号院", "3号楼能下楼吗", "143号管控了吗", "文化路72号说了什么",
    "11月6号说的什么", "7号下午还采吗", "3号线停了没", "11月6日的通告", "3月20号的通告", "通告什么时候发",
])
def test_a_number_of_something_else_is_none(text):
    assert read(notices, normalise(text)) == []
