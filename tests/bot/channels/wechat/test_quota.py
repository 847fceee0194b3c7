"""How many messages may still be sent: by the book, never more than the official side takes, and never none in vain."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.quota import MARGIN, Act, Kind, kind_of, left
from labs.wechat.stand_in_account import Account
from labs.wechat.stand_in_forms import Fault

START = datetime(2022, 11, 7, 9, tzinfo=timezone.utc)
KINDS = st.sampled_from(list(Kind))
# Mostly seconds apart, at times hours: both windows are crossed.
GAPS = st.one_of(st.floats(0, 30), st.floats(0, 90), st.floats(0, 50 * 3600))


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_五条用完就没有了():
    act = [Act(Kind.MESSAGE, START)]
    assert [left(act, [later(1)] * sent, later(2)) for sent in range(7)] == [5, 4, 3, 2, 1, 0, 0]


def test_点菜单之后只有一分钟三条():
    act = [Act(Kind.CLICK, START)]
    assert left(act, [], later(1)) == 3
    assert left(act, [later(1)] * 3, later(2)) == 0
    assert left(act, [], later(61)) == 0


def test_四十八小时以后不能再发_到点前五秒就不试了():
    act = [Act(Kind.MESSAGE, START)]
    end = timedelta(hours=48)
    assert left(act, [], START + end - MARGIN - timedelta(seconds=1)) == 5
    assert left(act, [], START + end - MARGIN) == 0
    assert left(act, [], START + end) == 0


def test_新的一句话重新算起():
    assert left([Act(Kind.MESSAGE, START), Act(Kind.MESSAGE, later(60))], [later(1)] * 5, later(61)) == 5


def test_没有说过话的人不能发():
    assert left([], [], START) == 0
    assert left([Act(Kind.MESSAGE, later(10))], [], START) == 0


@pytest.mark.parametrize(("push", "kind"), [
    (("text",), Kind.MESSAGE), (("voice",), Kind.MESSAGE), (("location",), Kind.MESSAGE), (("image",), Kind.MESSAGE),
    (("text", "", True), Kind.CLICK),
    (("event", "CLICK"), Kind.CLICK),
    (("event", "scancode_push"), Kind.CLICK),
    (("event", "scancode_waitmsg"), Kind.CLICK),
    (("event", "subscribe"), Kind.FOLLOW),
    (("event", "SCAN"), Kind.SCAN),
    (("event", "VIEW"), None),
    (("event", "LOCATION"), None),
    (("event", "location_select"), None),
    (("event", "pic_sysphoto"), None),
    (("event", "view_miniprogram"), None),
    (("event", "user_enter_tempsession"), None),
    (("event", "TEMPLATESENDJOBFINISH"), None), (("event", "unsubscribe"), None), (("somethingnew",), None),
])
def test_什么动作能发几条(push, kind):
    assert kind_of(*push) is kind


def test_词与种类互相对得上():
    assert [Kind.of(kind.word) for kind in Kind] == list(Kind)
    with pytest.raises(ValueError, match="message, click"):
        Kind.of("shout")


@given(st.lists(st.tuples(GAPS, st.one_of(KINDS, st.none())), max_size=40))
def test_自己算着还能发的_官方从不拒绝(steps):
    """Acts and sends in any order: whenever our own count allows one, the official side's count takes it."""
    account, acts, sent, seconds = Account("wx", "s"), [], [], 0.0
    account.act("o", "none", 0.0)
    for gap, kind in steps:
        seconds += gap
        if kind is not None:
            acts.append(Act(kind, later(seconds)))
            account.act("o", kind.word, seconds)
        elif left(acts, sent, later(seconds)):
            account.send({"touser": "o", "msgtype": "text", "text": {"content": "好"}}, seconds)
            sent.append(later(seconds))


@given(st.lists(GAPS, min_size=1, max_size=12))
def test_只说一句话时_自己算的和官方一样多(gaps):
    account, act, sent, seconds = Account("wx", "s"), [Act(Kind.MESSAGE, START)], [], 0.0
    account.act("o", "message", 0.0)
    for gap in gaps:
        seconds += gap
        try:
            account.send({"touser": "o", "msgtype": "text", "text": {"content": "好"}}, seconds)
        except Fault:
            assert left(act, sent, later(seconds)) == 0
        else:
            assert left(act, sent, later(seconds)) > 0 or seconds > 48 * 3600 - MARGIN.total_seconds()
            sent.append(later(seconds))


@given(st.lists(st.tuples(KINDS, GAPS), max_size=8), st.lists(GAPS, max_size=12), GAPS)
def test_多发一条只会更少_绝不超过五条(acts, sent, gap):
    acts = [Act(kind, later(at)) for kind, at in acts]
    instants = [later(at) for at in sent]
    before = left(acts, instants, later(gap))
    assert 0 <= left(acts, [*instants, later(gap)], later(gap)) <= before <= 5
