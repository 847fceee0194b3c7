"""A location sent while a place is asked for: read, answered, and the conversation goes on."""
from __future__ import annotations

import asyncio
import uuid

import pytest
from support import MORNING, words

from bot.rasa_engine.agent import Question

HERE = {"lat": 34.75, "lon": 113.66}


@pytest.fixture
def talk(askers):
    """Says a text or sends a location."""
    asker, conversation = askers.at(MORNING), f"talk:{uuid.uuid4().hex}"

    def say(said: str | dict) -> str:
        sent = {"location": said} if isinstance(said, dict) else {"text": said}
        return words(asyncio.run(asker.turn(Question(conversation, "web", **sent))))

    yield say
    asker.forget(conversation)


@pytest.mark.parametrize("asked", ["查一查我这片属于哪级风险", "服装店给不给开业呀"])
def test_a_point_of_the_map_tells_no_zone_and_the_street_is_asked_for(talk, asked):
    talk(asked)
    assert "收到您的位置" in talk(HERE)
    assert "大学路街道是低风险区" in talk("大学路街道")


def test_a_location_after_the_zone_was_told_is_taken_the_same_way(talk):
    talk("二七区大学路街道算哪类风险区")
    assert "收到您的位置" in talk(HERE)


def test_a_location_is_enough_for_booths(talk):
    talk("采样屋离我近点的有没有")
    assert "采样屋" in talk(HERE)
