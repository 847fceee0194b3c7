"""What is only supposed, and what is told as news."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.normalise import normalise
from bot.nlu.readers import hypotheticals, more_cases
from bot.nlu.readers.hypotheticals import tells_a_change


def supposed(text: str) -> dict:
    return {span.entity: span.value for reader in (hypotheticals, more_cases) for span in read(reader, text)}


@pytest.mark.parametrize(("text", "found"), [
    ("要是俺们小区变成中风险，药店还开吗", {"supposed": True}),
    ("再多一例呢", {"more_cases": 1}),
    ("再查出来俩人阳性咋办", {"more_cases": 2}),
    ("要是隔壁单元也出一例", {"supposed": True, "more_cases": 1}),
    ("我们自己单元要是也出一例呢", {"supposed": True, "more_cases": 1}),
    ("假如二单元再查出一个", {"supposed": True, "more_cases": 1}),
    ("假如还在一单元再添一个呢", {"supposed": True, "more_cases": 1}),
    ("再添一个二单元的", {"more_cases": 1}),
    ("如果再在三单元查出两例", {"supposed": True, "more_cases": 2}),
    ("万一又阳了仨", {"supposed": True, "more_cases": 3}),
    ("要是最后查出来三例呢", {"supposed": True}),
    ("要是还是两例呢", {"supposed": True}),
    ("要是两个都在一个单元呢", {"supposed": True}),
    ("要是明天降级了呢", {"supposed": True, "zone_step": -1}),
    ("等降级以后呢", {"supposed": True, "zone_step": -1}),
    ("假如升级了，理发店还让开不", {"supposed": True, "zone_step": 1}),
    ("what if we become medium risk", {"supposed": True}),
])
def test_what_is_supposed(text, found):
    assert supposed(text) == found


@pytest.mark.parametrize("text", [
    "理发店能开不", "我们小区算中风险", "俺们小区阳了俩", "上午刚调成低风险", "再说一遍", "隔壁单元也出一例", "又阳了一个", "还有一个", "二单元也查出两例", "再等两个小时行不", "昨天降级了",
])
def test_what_is_said_to_be_so(text):
    assert supposed(text) == {}


@pytest.mark.parametrize(("text", "news"), [
    ("上午刚调成低风险", True), ("我们这儿昨天降为低风险了", True), ("已经改成中风险区了", True),
    ("昨天是什么风险区", False), ("要是刚降成低风险呢", False), ("明天理发店开不开", False),
])
def test_news_of_a_change_names_no_instant_to_ask_about(text, news):
    assert tells_a_change(normalise(text)) is news


def test_no_clause_supposes_what_the_next_one_tells():
    assert supposed("七点以后能下楼了没，听讲降级了") == {}
    assert supposed("以后降级了能下楼不") == {"supposed": True, "zone_step": -1}
