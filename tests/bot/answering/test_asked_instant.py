"""For which instant a topic is asked."""
from __future__ import annotations

import pytest
from reading import read

from bot.answering.asked_instant import asked_instant
from bot.nlu.readers import times
from knowledge.clock import parse_instant

NOW = parse_instant("2022-11-07T09:00:00+08:00")


def asked(text: str) -> str:
    entities = [{"entity": span.entity, "value": span.value} for span in read(times, text, now=NOW)]
    return asked_instant(text, entities, NOW).isoformat()[:16]


@pytest.mark.parametrize(("text", "day"), [
    ("明天还筛不筛", "2022-11-08T12:00"),
    ("9号还要做全员吗", "2022-11-09T12:00"),
    ("后天上午还堂食不堂食", "2022-11-09T10:00"),
])
def test_a_coming_day_on_which_it_may_hold_no_longer(text, day):
    assert asked(text) == day


@pytest.mark.parametrize("text", [
    "今天没赶上 明天能补不", "昨天还能堂食今天咋不行了", "筛查几点结束", "明天去医院要带啥证明", "昨天还筛着呢",
])
def test_everything_else_is_asked_now(text):
    assert asked(text) == "2022-11-07T09:00"
