"""For which instant a topic is asked."""
from __future__ import annotations

from datetime import date

import pytest
from reading import read

from bot.answering.asked_instant import asked_instant, beside_now, coming_day, next_beginning
from bot.nlu.readers import times
from knowledge.answers import Part
from knowledge.clock import parse_instant
from knowledge.notices import Notice, Window

NOW = parse_instant("2022-11-07T09:00:00+08:00")


def entities(text: str) -> list[dict]:
    return [{"entity": span.entity, "value": span.value} for span in read(times, text, now=NOW)]


def asked(text: str) -> str:
    return asked_instant(text, entities(text), NOW).isoformat()[:16]


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


@pytest.mark.parametrize(("text", "day"), [
    ("明天地铁开吗", "2022-11-08T12:00"), ("地铁开吗", None), ("今天能坐不，明天呢", None), ("10月2号停的，明天开吗", "2022-11-08T12:00"),
])
def test_a_coming_day_is_told_of_where_it_alone_is_named(text, day):
    then = coming_day(entities(text), NOW)
    assert (then and then.isoformat()[:16]) == day


@pytest.mark.parametrize(("text", "day"), [
    ("明天公交开不开，我今天还要走路去吗", "2022-11-08T12:00"), ("明天地铁开吗", None), ("今天能坐不", None),
    ("10月2号停的，明天开吗", None), ("今天开吗，明天开吗，后天开吗", None),
])
def test_a_coming_day_is_told_of_beside_now(text, day):
    then = beside_now(entities(text), NOW)
    assert (then and then.isoformat()[:16]) == day


@pytest.mark.parametrize(("starts", "issued", "told"), [
    ("2022-11-08T00:00", date(2022, 11, 7), True), ("2022-11-08T00:00", date(2022, 11, 8), False),
    ("2022-11-08T00:00", None, False), ("2022-11-09T00:00", date(2022, 11, 7), False),
    ("2022-11-07T08:00", date(2022, 11, 7), False),
])
def test_what_was_issued_and_begins_within_a_day_is_known(starts, issued, told):
    start = parse_instant(f"{starts}+08:00")
    part = Part("停运了。", "n", "一", Window(start))
    notice = Notice("n", "notice", "通告", "通告", "某市", issued, Window(start), {"一": "停运"})
    assert next_beginning("地铁还开吗", [part], {"n": notice}, NOW) == (start if told else None)
    assert next_beginning("地铁开不开", [part], {"n": notice}, NOW) is None
