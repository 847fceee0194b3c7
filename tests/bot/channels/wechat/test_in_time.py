"""Slow turns and an API that fails at times: every push is answered in time, every reply is told, none is sent twice.

JUMIN_CALLS says how many (300; the long run is 10,000).
"""
from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter

from wechat import fields_of, push
from wechat_bot import Answering, Bot, run_long

from bot.channels.wechat.results import Refused, Sent, Then, Unknown
from bot.serve.gc_tuning import settle

COUNT = int(os.environ.get("JUMIN_CALLS", "300"))
AT_ONCE = 40
WITHIN = 4.5


class Unsteady:
    """Slow at times, away at times; ``taken`` counts what was really delivered."""

    def __init__(self, dice):
        self.dice, self.taken, self.calls = dice, Counter(), Counter()

    def send_text(self, openid, text):
        time.sleep(self.dice.choice((0, 0, 0, 0.2)))
        result = self.dice.choice(
            (Sent({}),) * 6 + (Refused(None, "", "", Then.AGAIN, 0.1), Refused(45015, "", "", Then.NEXT), Unknown(""))
        )
        self.calls[openid] += not isinstance(result, Refused)
        self.taken[openid] += isinstance(result, Sent)
        return result

    def send_menu(self, openid, head, choices, tail=""):
        return self.send_text(openid, head)

    def typing(self, openid, on):
        pass


class Uneven(Answering):
    """Most turns are quick, some take longer than the official server waits."""

    async def __call__(self, question, _events=None):
        number = int(question.conversation.rpartition("_")[2])
        await asyncio.sleep(random.Random(number).choice((0,) * 12 + (0.5, 4.5, 6)) if question.text == "问题" else 0)
        return await super().__call__(question)


def test_answered_in_time_and_told_once(tmp_path):
    sender = Unsteady(random.Random("unsteady"))
    bot = Bot(tmp_path / "bot.db", Uneven(), sender=sender)
    settle()  # as the server does: otherwise the collector alone holds everything up for half a second
    seconds, passive = [], Counter()

    async def ask(openid, text):
        started = time.monotonic()
        said = await bot.say(push(fields_of(openid, Content=text)))
        seconds.append(time.monotonic() - started)
        passive[openid] += (said or "").count("「问题」")
        if "请回复「继续」" in (said or ""):
            await ask(openid, "继续")

    async def story():
        busy = asyncio.Semaphore(AT_ONCE)

        async def one(number):
            async with busy:
                await ask(f"o_{number}", "问题")
        watching = asyncio.create_task(bot.delivery.watch(0.5))
        await asyncio.gather(*(one(number) for number in range(COUNT)))
        end = time.monotonic() + 30
        while time.monotonic() < end and any(state in ("waiting", "sending") for state, _ in bot.late()):
            await asyncio.sleep(0.2)
        for number in range(COUNT):
            await ask(f"o_{number}", "好")
        watching.cancel()
    run_long(story())
    assert max(seconds) < WITHIN
    assert all(passive[f"o_{n}"] + sender.taken[f"o_{n}"] >= 1 for n in range(COUNT))
    assert max(passive.values()) <= 1 and max(sender.calls.values()) <= 1
    assert sum(sender.taken.values()) > 0 and sum(passive.values()) < COUNT + sum(sender.calls.values())
    quick = sorted(seconds)
    print(
        f"{len(quick)} calls: median {quick[len(quick) // 2]:.3f} s, 99th percentile of the quick "
        f"{quick[len(quick) * 8 // 10 * 99 // 100]:.3f} s, longest {quick[-1]:.2f} s"
    )
