"""What residents think of a reply: the last word holds, and what did not help is in the inbox with its reason."""
from __future__ import annotations

import asyncio

import pytest
from content_folder import EVENT
from desks import NOON
from sqlalchemy import select

from bot.channels.feedback import complaint
from bot.stores.feedback import Feedback
from bot.stores.inbox import mark_done, newest_open
from bot.stores.tables import FeedbackRow
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from knowledge.database import transaction

REPLY = {"messages": [], "receipt": {"topic": "dine_in", "as_of": EVENT.isoformat()}}


class Town:
    def __init__(self, engine) -> None:
        self.store = TurnStore(engine)
        asyncio.run(self.ask())

    async def ask(self) -> None:
        turn = await self.store.receive("web:a", "1", {"text": "饭店能堂食吗，我是13812345678"})
        await self.store.finish(turn, Finished(REPLY, []))

    def thinks(self, *feedback) -> list[tuple]:
        """What is open in the inbox behind that."""
        async def judge() -> None:
            turn, thought = await self.store.find("web:a", "1"), Feedback(*feedback)
            await self.store.judge(turn, thought, complaint(turn, thought))
        asyncio.run(judge())
        return [(item.kind, item.words) for item in newest_open(self.store.engine)[0]]

    def kept(self) -> list[tuple]:
        with transaction(self.store.engine) as session:
            return list(session.execute(select(FeedbackRow.helpful, FeedbackRow.reason, FeedbackRow.words)))


@pytest.fixture
def town(stored) -> Town:
    return Town(stored)


def test_what_helped_leaves_nothing_to_do(town):
    assert town.thinks(True) == [] and town.kept() == [(True, None, None)]


def test_the_last_word_holds(town):
    assert town.thinks(False, "wrong", "早改了") == [("wrong", "早改了")]
    assert town.thinks(False, "outdated") == [("outdated", None)]
    assert town.thinks(False) == [("not_helpful", None)]
    assert town.thinks(True) == [] and town.kept() == [(True, None, None)]


def test_the_item_has_the_question_masked_and_the_instant_asked_about(town):
    town.thinks(False, "unclear")
    (item,), _ = newest_open(town.store.engine)
    assert (item.topic, item.about) == ("dine_in", EVENT) and "13812345678" not in item.question


def test_what_the_team_has_dealt_with_stays_done(town):
    town.thinks(False, "wrong")
    (item,), _ = newest_open(town.store.engine)
    mark_done(town.store.engine, [item.id], "王编辑", NOON)
    assert town.thinks(False, "wrong") == [] and town.thinks(False, "outdated") == [("outdated", None)]
