"""Calls at the hotline, told to their end: the right card stands there, mostly first, and few wrong ones are sure."""
from __future__ import annotations

import asyncio

import pytest
from support import MORNING, ROOT

from bot.hotline.suggesting import suggest
from bot.hotline.talker import Talker
from bot.model_rollout.current import CurrentAgent
from knowledge.releases import load_release
from labs.evaluation.calls import Replayed, as_shown, expected, figures, heard_after_each, read_calls

CALLS = [*read_calls(sorted((ROOT / "tests/cases/calls").glob("*.yml")))]
# Shares of 0 to 1 that were reached. The weights of bot/hotline/certainty.yml belong to a model: where a new one falls
# below these they are learned anew (docs/decisions/0025-agent-assist.md).
FOUND, FIRST, MOST_WRONG = 0.88, 0.91, 0.03


@pytest.fixture(scope="module")
def talker(askers) -> Talker:
    return Talker(CurrentAgent(askers.at(MORNING).talker))


def ended(call: dict, talker: Talker) -> Replayed:
    """The call at its end alone."""
    said = [*heard_after_each(call["pieces"])][-1]
    shown = as_shown(asyncio.run(suggest(talker, said, {}, ())))
    return Replayed(call["id"], expected(call), tuple(call.get("also") or ()), (shown,), 1)


def test_the_right_card_stands_there_and_no_wrong_one_is_sure(talker):
    told = [ended(call, talker) for call in CALLS]
    found = figures(told, load_release().topics)
    shares = {name: str(share) for name, share in found.items()}
    assert found["found"].value >= FOUND and found["first"].value >= FIRST, shares
    assert found["wrong"].value <= MOST_WRONG, [(one.id, one.last) for one in told if one.is_wrong]


def test_what_an_agent_picks_is_sure_and_first(talker):
    picked = asyncio.run(suggest(talker, [("我想问今天股票怎么样", True)], {"topic": "screening_time"}, ()))
    first, *_ = picked["cards"]
    assert first["topic"] == "screening_time" and picked["sure"] == [first["id"]] and not picked["nothing_fits"]
    asked = asyncio.run(suggest(talker, [("理发店能开门吗", True)], {"topic": "venue_open"}, ()))
    assert [card["id"] for card in asked["cards"]] == ["venue_open:barber"] and "理发店" in asked["cards"][0]["title"]
