"""Names of places that nobody has heard of, and words that only look like names."""
from __future__ import annotations

from dataclasses import replace

import pytest
from reading import sample_lexicon

from bot.nlu.readers import unknown_places


def names(text: str, asked: bool = False) -> list[str]:
    return [
        text[span.start:span.end] for span in unknown_places.find(text, replace(sample_lexicon(), asked_place=asked))
    ]


@pytest.mark.parametrize(("text", "name"), [
    ("幸福小镇十八期现在是几级风险", "幸福小镇十八期"), ("梦里花园属于什么风险", "梦里花园"), ("帮我查查阳光里小区风险等级", "阳光里小区"),
    ("请问我住梦幻家园是啥风险区", "梦幻家园"), ("你好，云上新城到底是不是高风险", "云上新城"),
])
def test_a_name_whose_zone_is_asked(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize("text", [
    "我们小区是什么风险", "附近小区现在是啥等级", "隔壁小区是不是高风险区", "整个郑州城是什么等级", "低风险小区是啥区", "医院是什么风险区", "老家村里是啥风险",
    "街道办事处是什么风险区", "梦里花园的采样屋在哪", "梦里花园",
])
def test_what_names_no_place_or_asks_something_else(text):
    assert names(text) == []


def test_an_answer_may_be_nothing_but_the_name():
    assert names("幸福小镇十八期", asked=True) == ["幸福小镇十八期"]
    assert names("套路", asked=True) == names("我们小区", asked=True) == names("不知道哪个社区", asked=True) == []
