"""A turn leaves what its words came from, or under a silence the sentence and nothing else; on both databases."""
from __future__ import annotations

import asyncio

import pytest
from content_folder import EVENT
from desks import NOON, add_people

from bot.answering.rendering import Receipt, Reply
from bot.rasa_engine.agent import Question
from bot.stores.inbox import open_items
from bot.stores.said import find_reply
from bot.stores.silenced import finish_unless_silenced
from bot.stores.turn_store import TurnStore
from bot.stores.worker_client import StoreWorker
from bot.turns.turns import Turns
from knowledge.answers import Origin
from knowledge.silences.store import silence, unsilence

ORIGINS = (Origin("part", "dine_in/1", "press-34#dining", "0a"), Origin("row", "venues.yml:3", "press-34#dining", "0b"))
HEARD = {"event": "user", "text": "饭店能堂食吗"}


def reply(topic: str = "dine_in", also: tuple[str, ...] = (), is_danger: bool = False) -> Reply:
    receipt = Receipt(topic, "takeaway", ("press-34",), EVENT.isoformat(), "release", "model")
    message = {"text": "不能堂食。", "buttons": [], "card": None}
    return Reply((message,), receipt, ("not_stated",), (), ORIGINS, (topic, *also), is_danger)


class Town:
    """Turns over a store with an approver; ``says`` is what every question is answered by."""

    def __init__(self, engine) -> None:
        add_people(engine, {"zhao": ["approver"]})
        self.engine, self.says, self.number, self.before = engine, reply(), 0, []
        self.store = TurnStore(engine, finishing=finish_unless_silenced)

    async def answer(self, question: Question, before: list[dict]) -> tuple[Reply, list[dict]]:
        self.before.append(len(before))
        return self.says, [HEARD]

    def asks(self, channel: str = "web", *questions: str) -> list[dict]:
        """The replies to one question, or to several of one conversation."""
        self.number += 1

        async def talk() -> list[dict]:
            turns = Turns(self.store, self.answer, reply, deadline=20)
            conversation = f"{channel}:{self.number}"
            told = [
                await turns.submit(Question(conversation, channel, question), str(number))
                for number, question in enumerate(questions or ("饭店能堂食吗",))
            ]
            await self.store.batches.close()
            return told
        return asyncio.run(talk())

    def silence(self, *target: str):
        return silence(self.engine, (*target, "")[:2], "正在核实，请拨打热线。", "zhao", "有误", None, NOON)


@pytest.fixture
def town(stored) -> Town:
    return Town(stored)


def text_of(told: dict) -> str:
    return told["messages"][0]["text"]


def test_a_reply_is_found_by_its_receipt_with_what_its_words_came_from(town):
    first, second = town.asks("web", "饭店能堂食吗", "那明天呢")
    kept = find_reply(town.engine, second["receipt"]["id"])
    assert first["receipt"]["id"] != second["receipt"]["id"]
    assert (kept.origins, kept.request["text"], kept.reply) == (ORIGINS, "那明天呢", second)
    assert kept.before == (HEARD,) and find_reply(town.engine, "0" * 16) is None


@pytest.mark.parametrize("target", [("all",), ("channel", "web"), ("topic", "dine_in"), ("topic", "zone_types")])
def test_under_a_silence_the_sentence_stands_alone(town, target):
    town.says = reply(also=("zone_types",))
    number = town.silence(*target).id
    (told,) = town.asks()
    assert told["messages"] == [{"text": "正在核实，请拨打热线。", "buttons": [], "card": None, "source": None}]
    receipt = told["receipt"]
    assert (receipt["silence"], receipt["topic"]) == (number, "dine_in")
    assert (receipt["verdict"], receipt["notices"]) == (None, [])
    assert find_reply(town.engine, receipt["id"]).origins == (Origin("silence", str(number)),)
    assert open_items(town.engine) == []


def test_what_a_silence_does_not_reach_is_answered(town):
    town.silence("channel", "wechat")
    town.silence("topic", "booth_location")
    assert text_of(town.asks()[0]) == "不能堂食。" and "核实" in text_of(town.asks("wechat")[0])


def test_a_danger_is_told_though_all_is_silent(town):
    town.says = reply("danger_fire", is_danger=True)
    town.silence("all")
    town.silence("channel", "web")
    assert text_of(town.asks()[0]) == "不能堂食。"
    town.silence("topic", "danger_fire")
    assert "核实" in text_of(town.asks()[0])


def test_the_talk_goes_on_as_if_what_was_silenced_had_not_been_asked(town):
    one = town.silence("all")
    town.asks("web", "甲", "乙")
    unsilence(town.engine, one.id, "zhao", NOON)
    town.asks("web", "甲", "乙", "丙")
    assert town.before == [0, 0, 0, 1, 2]


def test_a_silence_set_while_a_turn_is_under_way_has_the_last_word(town):
    async def answer(question, before):
        await asyncio.to_thread(town.silence, "all")
        return reply(), [HEARD]
    town.answer = answer
    assert "核实" in text_of(town.asks()[0])


def test_the_process_that_writes_has_the_last_word_too(town):
    town.store.batches = StoreWorker(town.engine.url.render_as_string(hide_password=False))
    town.silence("all")
    assert "核实" in text_of(town.asks()[0])
