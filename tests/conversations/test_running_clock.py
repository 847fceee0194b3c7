"""A clock that runs: what was asked of today is still asked of now a few minutes later."""
from __future__ import annotations

import asyncio
import uuid

import pytest
from support import MORNING, words

from actions.context import context
from bot.rasa_engine.agent import Question

LATER = "2022-11-07T09:05:00+08:00"
OTHER_INSTANT = "来看"


@pytest.fixture
def talk(askers, monkeypatch):
    """Says something at an instant; the clock of the actions stands there."""
    asker, conversation = askers.at(MORNING), f"talk:{uuid.uuid4().hex}"

    def say(text: str, at: str) -> str:
        monkeypatch.setenv("JUMIN_NOW", at)
        context.cache_clear()
        return words(asyncio.run(asker.turn(Question(conversation, "web", text))))

    yield say
    asker.forget(conversation)
    context.cache_clear()


@pytest.mark.parametrize("first", ["二七区大学路街道今天算哪类风险区", "二七区大学路街道的面包房今天开门营业不"])
def test_today_goes_on_with_the_clock(talk, first):
    assert "大学路街道是低风险区" in talk(first, MORNING)
    later = talk("那嵩山路街道呢", LATER)
    assert "嵩山路街道是低风险区" in later
    assert OTHER_INSTANT not in later


def test_now_in_a_later_message_is_that_of_the_message(talk):
    assert OTHER_INSTANT in talk("二七区大学路街道明天上午的风险等级", MORNING)
    assert OTHER_INSTANT not in talk("那现在呢", MORNING)
    assert OTHER_INSTANT not in talk("那嵩山路街道呢", LATER)


def test_another_instant_stays_where_it_was(talk):
    assert OTHER_INSTANT in talk("二七区大学路街道明天上午的风险等级", MORNING)
    assert OTHER_INSTANT in talk("那嵩山路街道呢", LATER)
