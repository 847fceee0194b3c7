"""A store that stops while a message comes in: its resident is told that it was not stored, or is answered, never
both."""
from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from wechat import fields_of, push
from wechat_bot import Answering, Bot, run

from bot.channels.wechat import answers as answers_module
from bot.channels.wechat.results import Sent
from bot.stores.tables import TurnRow
from bot.turns import recovery


class Sender:
    """Takes everything."""

    def __init__(self):
        self.sent = []

    def send_text(self, openid, text):
        self.sent.append(text)
        return Sent({})

    def send_menu(self, openid, head, choices, tail=""):
        return self.send_text(openid, head)

    def typing(self, openid, on):
        pass


@pytest.fixture(autouse=True)
def soon(monkeypatch, caplog):
    """A sweep that soon looks for what was left."""
    monkeypatch.setattr(recovery, "OLDER_THAN_SECONDS", 0.3)
    monkeypatch.setattr(recovery, "EVERY_SECONDS", 0.2)
    with caplog.at_level(logging.CRITICAL):
        yield


@pytest.fixture
def impatient(monkeypatch):
    """A tenth of the official times."""
    for name, seconds in (("OWED_AFTER", 0.2), ("REPLY_WITHIN", 0.4), ("ANSWER_WITHIN", 0.5)):
        monkeypatch.setattr(answers_module, name, seconds)


@contextmanager
def locked(bot):
    """Somebody else writes to SQLite."""
    with bot.store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield


@contextmanager
def frozen(bot):
    """The process that writes stands still and has what was sent to it in its pipe."""
    process = bot.store.batches._process
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


async def all_heard(bot, sender, stop):
    """What a resident hears of a message that comes while the store stops, and how many turns there are of it."""
    sweep, watch = asyncio.create_task(recovery.sweep(bot.turns)), asyncio.create_task(bot.delivery.watch(0.2))
    await bot.turns.resume()  # as a server does at its start: the process that writes is awake
    with stop(bot):
        said = await bot.say(push(fields_of("oA", Content="甲")))
        await asyncio.sleep(0.3)
    await asyncio.sleep(1.5)
    with bot.store.engine.connect() as connection:
        turns = len(
            connection.execute(
                select(TurnRow.__table__.c.id).where(TurnRow.__table__.c.conversation == "wechat:oA")
            ).all()
        )
    after = await bot.say(push(fields_of("oA", Content="乙")))
    sweep.cancel()
    watch.cancel()
    await bot.store.batches.close()
    return said, [text for text in sender.sent if "「甲」" in text] + ([after] if "「甲」" in after else []), turns


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("stop", [locked, frozen])
def test_who_is_told_that_it_was_not_stored_is_not_answered_later(tmp_path, stop):
    bot = Bot(tmp_path / "bot.db", Answering(), sender=(sender := Sender()), beside=True)
    said, later, turns = run(all_heard(bot, sender, stop))
    assert (said, later, turns) == (bot.channel.answers.phrase("wechat_not_stored"), [], 0)


@pytest.mark.parametrize("stop", [locked, frozen])
def test_what_was_stored_before_the_store_stopped_is_answered_once_and_nothing_else_is_said(tmp_path, stop):
    bot = Bot(tmp_path / "bot.db", Answering(), sender=(sender := Sender()), beside=True)

    async def story():
        await bot.turns.resume()  # as a server does at its start: the process that writes is awake
        bot.answering.slow = 1.0  # long enough to be seen by a loop that a busy machine holds up
        asking = asyncio.create_task(bot.say(push(fields_of("oA", Content="甲", MsgId=7))))
        end = time.monotonic() + 20
        while not bot.turns.is_running("wechat:oA", "7"):
            assert time.monotonic() < end
            await asyncio.sleep(0.002)
        with stop(bot):
            said = await asking
            await asyncio.sleep(0.5)
        end = time.monotonic() + 10
        while not sender.sent:
            assert time.monotonic() < end
            await bot.delivery.look()
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
        await bot.store.batches.close()
        return said
    assert run(story()) is None
    assert [text for text in sender.sent if "「甲」" in text] == ["关于「甲」的回答。"]
