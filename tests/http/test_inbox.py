"""A resident who gets no answer leaves an item for the content team; what the resident sees does not say so."""
from __future__ import annotations

from datetime import datetime

import pytest

from bot.stores.inbox import StoredItem, open_items
from knowledge.database import open_engine


@pytest.fixture
def left_by(sample_city):
    """left_by(sentence, ...) -> the items that one conversation of these sentences leaves."""
    engine = open_engine(f"sqlite:///{sample_city.environment['JUMIN_VAR']}/jumin.db")

    def talk(*sentences: str) -> list[StoredItem]:
        before = len(open_items(engine))
        session = sample_city.session()
        replies = [sample_city.say(sentence, session) for sentence in sentences]
        assert all(set(reply) == {"id", "messages", "receipt"} for reply in replies)
        return open_items(engine)[before:]

    return talk


def kinds(items: list[StoredItem]) -> list[tuple[str, str, int]]:
    """Why, what was asked, and in which turn."""
    return [(item.kind, item.question, item.turn) for item in items]


def test_no_notice_says_it(left_by):
    assert kinds(left_by("谢谢", "狗粮在哪里买便宜")) == [("not_stated", "狗粮在哪里买便宜", 2)]


def test_a_verdict_that_is_not_stated(left_by):
    (item,) = left_by("低风险区的KTV能开吗")
    assert (item.kind, item.topic, item.state) == ("not_stated", "venue_open", "open")


def test_an_instant_before_any_notice_is_the_one_that_is_kept(left_by):
    (item,) = left_by("前天低风险区的药店能开吗")
    assert (item.kind, item.about) == ("not_stated", datetime.fromisoformat("2022-11-05T12:00:00+08:00"))


def test_a_person_is_asked_for(left_by):
    assert kinds(left_by("我要找人工客服")) == [("hand_over", "我要找人工客服", 1)]


def test_not_understood_twice_goes_to_a_person(left_by):
    assert [item.kind for item in left_by("能不能那个一下", "哦这个那个怎么个事儿")] == ["not_understood", "hand_over"]


def test_what_is_answered_leaves_nothing(left_by):
    assert left_by("低风险区的药店能开吗", "谢谢", "四定是哪四定", "服装店能不能开") == []
