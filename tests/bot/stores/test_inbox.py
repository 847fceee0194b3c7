"""What residents got no answer to is kept for the content team, with the reply or not at all."""
from __future__ import annotations

import asyncio
import logging

import pytest
from content_folder import EVENT

from bot.answering.rendering import Receipt, Reply
from bot.rasa_engine.agent import Question
from bot.stores.inbox import InboxItem, open_items
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from bot.turns.turns import TRIES, Turns
from knowledge.database import open_engine

RECEIPT = Receipt("out_of_scope", None, (), EVENT.isoformat(), "release", "model")


@pytest.fixture
def store(tmp_path):
    return TurnStore(open_engine(f"sqlite:///{tmp_path / 'turns.db'}"))


def refused(*kinds: str) -> Reply:
    return Reply(({"text": "甲", "buttons": [], "card": None},), RECEIPT, kinds)


def submit(store, answer, question: Question) -> dict:
    turns = Turns(store, answer, lambda: refused("failed"), deadline=5)
    return asyncio.run(turns.submit(question, "1"))


def test_a_refusal_leaves_one_item_of_each_kind(store):
    async def answer(question, before):
        return refused("not_stated", "disagree"), []

    reply = submit(store, answer, Question("web:a", "web", "  狗能下楼不？"))
    first, second = open_items(store.engine)
    assert (first.kind, second.kind) == ("not_stated", "disagree")
    assert (first.question, first.topic, first.conversation, first.turn) == ("  狗能下楼不？", "out_of_scope", "web:a", 1)
    assert (first.about, first.state) == (EVENT, "open") and "refusals" not in reply


def test_an_answer_leaves_none(store):
    async def answer(question, before):
        return refused(), []

    submit(store, answer, Question("web:a", "web", "你好"))
    assert open_items(store.engine) == []


def test_a_turn_that_failed_three_times_leaves_an_item(store, caplog):
    tries = []

    async def answer(question, before):
        tries.append(question)
        raise RuntimeError("the actions do not answer")

    with caplog.at_level(logging.CRITICAL):
        submit(store, answer, Question("web:a", "web", payload="topic:dine_in"))
    assert len(tries) == TRIES
    assert [(item.kind, item.question) for item in open_items(store.engine)] == [("failed", "topic:dine_in")]


def test_the_item_is_there_with_the_reply_or_not_at_all(store):
    turn = asyncio.run(store.receive("web:a", "1", {"text": "甲"}))
    twice = (InboxItem("failed", "x", "甲", EVENT),) * 2
    with pytest.raises(Exception, match="UNIQUE"):
        asyncio.run(store.finish(turn, Finished({"messages": []}, [], twice)))
    assert open_items(store.engine) == [] and asyncio.run(store.unfinished()) == [turn]
    asyncio.run(store.finish(turn, Finished({"messages": []}, [], twice[:1])))
    assert len(open_items(store.engine)) == 1 and asyncio.run(store.unfinished()) == []
