"""Who says that he delivers parcels or food, who denies it, and who only speaks of couriers."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages import apart_and_inside, messages
from reading import read, sample_lexicon

from bot.nlu.readers import couriers

SAYS_SO = [
    "\n我是外卖小哥", "我是送快递送外卖的", "俺是送快递嘞", "俺跑外卖嘞", "我是骑手，附近哪能做核酸", "我是美团骑手", "本人骑手 在金水区", "我在美团跑单\n我们骑手去哪采",
    "恁给俺们外卖员安排核酸点没有", "咱跑单的做核酸在哪", "我是顺丰的，附近采样屋", "我是京东快递员", "外卖小哥，附近哪能做核酸\n我就是个送餐的", "我干快递的，早出晚归", "我们快递员采样去哪",
    "我兼职送外卖", "我是一名快递小哥", "我，外卖员，在二七区", "我给美团送外卖\nI'm a courier, where can I get tested", "I ride for Meituan",
    "我天天跑外卖", "我是饿了么的\n"
]
ONLY_SPEAKS = [
    "\n外卖能送到吗", "我点的外卖能送进来吗", "快递放门口行吗", "我老公送外卖", "我儿子是送快递的", "我家快递员进不来", "我们小区快递员进不来", "快递小哥能进小区吗\n快递员 能进小区吗",
    "普通人能不能去骑手采样点", "骑手采样点在哪", "快递员有专门的采样点吗", "我给骑手打电话", "我在等外卖", "我要寄快递", "我取快递\n我想当骑手，核酸怎么做", "我送餐给隔离的朋友", "我送快递去驿站",
    "我是开饭店的能送外卖吗", "我是金水区的", "我是京东的客户", "我在美团买菜", "我叫了外卖\n"
]
DENIES = ["我不是骑手", "我又不是送外卖的", "俺不送外卖", "我没干过快递", "我不是快递员能去专用点吗", "我不再送外卖了"]


def trade(text: str) -> bool | None:
    """What a message says of the asker's trade; None when it says nothing."""
    return next((span.value for span in read(couriers, text.strip())), None)


@pytest.mark.parametrize("text", SAYS_SO)
def test_a_courier_says_so(text):
    assert trade(text) is True


@pytest.mark.parametrize("text", ONLY_SPEAKS)
def test_others_only_speak_of_couriers(text):
    assert trade(text) is None


@pytest.mark.parametrize("text", DENIES)
def test_somebody_says_that_he_is_none(text):
    assert trade(text) is False


@given(st.lists(messages | st.sampled_from(SAYS_SO + ONLY_SPEAKS + DENIES), max_size=3).map("".join))
def test_any_text_has_at_most_one_span_inside_of_it(text):
    spans = couriers.find(text, sample_lexicon())
    assert len(spans) <= 1 and apart_and_inside(spans, text)
