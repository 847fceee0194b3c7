"""A resident who gets no answer leaves an item for the content team; what the resident sees does not say so."""
from __future__ import annotations

import pytest

from bot.stores.inbox import open_items
from knowledge.database import open_engine


@pytest.fixture
def left_by(sample_city):
    """left_by(sentence, ...) -> (kind, question) of the items that one conversation of these sentences leaves."""
    engine = open_engine(f"sqlite:///{sample_city.environment['JUMIN_VAR']}/jumin.db")

    def talk(*sentences: str) -> list[tuple[str, str]]:
        before = len(open_items(engine))
        session = sample_city.session()
        replies = [sample_city.say(sentence, session) for sentence in sentences]
        assert all(set(reply) == {"id", "messages", "receipt"} for reply in replies)
        return [(item.kind, item.question) for item in open_items(engine)[before:]]

    return talk


def test_no_notice_says_it(left_by):
    assert left_by("狗粮在哪里买便宜") == [("not_stated", "狗粮在哪里买便宜")]


def test_a_verdict_that_is_not_stated(left_by):
    assert left_by("低风险区的KTV能开吗") == [("not_stated", "低风险区的KTV能开吗")]


def test_what_is_answered_leaves_nothing(left_by):
    assert left_by("低风险区的药店能开吗", "谢谢", "四定是哪四定", "服装店能不能开") == []
