"""The WeChat channel over a real store on SQLite and a small stand-in for the answering, driven through its handler."""
from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from content_folder import EVENT, real_release
from sanic.response import HTTPResponse
from sqlalchemy import func, select
from wechat import AES_KEY, APPID, TOKEN, Push, reply_text

from bot.answering.rendering import Receipt, Reply
from bot.channels.wechat import sending
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.factory import make_compose, make_greeting
from bot.channels.wechat.request_verifier import RequestVerifier
from bot.channels.wechat.results import Sent
from bot.channels.wechat.signature import read_query
from bot.channels.wechat.tables import WeChatLateRow
from bot.guard.bad_request import BadRequest
from bot.rasa_engine.agent import Question
from bot.stores.tables import EventRow, InboxRow, TurnRow
from bot.stores.turn_store import TurnStore
from bot.stores.worker_client import StoreWorker
from bot.turns.turns import Turns
from knowledge import clock
from knowledge.database import open_engine, transaction

RECEIPT = Receipt("out_of_scope", None, (), EVENT.isoformat(), "release", "model")
STEP_SECONDS = 0.02
CONSTANTS = {"emergency": "120", "hotline": "12345", "hotline_hours": "24小时"}


@dataclass
class Answering:
    """Answers each question with its own words and two buttons, after ``slow`` seconds; counts what it answers."""

    slow: float = 0.0
    asked: list[Question] = field(default_factory=list)
    text: Callable[
        [Question], str
    ] = lambda question: f"关于「{question.text or question.payload or question.location}」的回答。"
    buttons: tuple[tuple[str, str], ...] = (("查风险等级", "zone_of_place"), ("店铺能不能开", "venue_open"))

    async def __call__(self, question: Question, _events: Any = None) -> tuple[Reply, list[dict[str, Any]]]:
        self.asked.append(question)
        # In small steps: on a machine that stood still, the deadlines of the five seconds come before the answer.
        steps = ceil(self.slow / STEP_SECONDS)
        for _ in range(steps):
            await asyncio.sleep(self.slow / steps)
        buttons = [{"title": title, "payload": f"topic:{topic}"} for title, topic in self.buttons]
        return Reply(({"text": self.text(question), "buttons": buttons, "card": None},), RECEIPT), []


class Sender:
    """Gives the results it was told to give, the last one for ever, and writes down what it was asked to send."""

    def __init__(self, *results):
        self.results, self.sent, self.typed = list(results or [Sent({})]), [], []

    def _result(self, kind, text):
        result = self.results.pop(0) if len(self.results) > 1 else self.results[0]
        self.sent.append((kind, text, result))
        return result

    def send_text(self, openid, text):
        return self._result("text", text)

    def send_menu(self, openid, head, choices, tail=""):
        return self._result("menu", head)

    def typing(self, openid, on):
        self.typed.append(openid)

    def delivered(self):
        return [text for _, text, result in self.sent if isinstance(result, Sent)]


class Bot:
    """One process's channel. ``deliver`` is one delivery of the official server: the status and the body of the
    answer."""

    def __init__(
        self, file: Path, answering: Answering, mode: str = "plain", sender: sending.Sender | None = None,
        beside: bool = False,
    ) -> None:
        real_release()  # read before any clock runs
        url = f"sqlite:///{file}"
        self.store = TurnStore(open_engine(url), batches=StoreWorker(url) if beside else None)
        self.answering = answering
        self.turns = Turns(self.store, answering, lambda: Reply((), RECEIPT), deadline=10)
        self.delivery = Delivery(self.turns, make_compose(real_release, False, sender is None), sender)
        verifier = RequestVerifier(TOKEN, mode, None if mode == "plain" else MessageCipher(AES_KEY, APPID))
        self.channel = WeChatChannel(
            self.turns, verifier, self.delivery, real_release, make_greeting, lambda: CONSTANTS
        )

    async def deliver(self, push: Push) -> tuple[int, str]:
        try:
            response = await self.answer(push)
        except BadRequest as error:
            return error.status, ""
        return response.status, response.body.decode()

    async def answer(self, push: Push) -> HTTPResponse:
        """What stands behind the route, which tests/http drives over HTTP."""
        asked = read_query(urlencode(push.query))
        return await self.channel.answer_push(self.channel.verifier.admit(asked, clock.machine_utc()), asked, push.body)

    async def say(self, push: Push) -> str | None:
        """The words of the passive reply, None for "success"."""
        status, body = await self.deliver(push)
        assert status == 200
        return reply_text(body)

    def trace(self) -> tuple[int, ...]:
        """How much there is of turns, events, inbox items and late replies."""
        with transaction(self.store.engine) as session:
            return tuple(
                session.execute(select(func.count()).select_from(table)).scalar()
                for table in (TurnRow, EventRow, InboxRow, WeChatLateRow)
            )

    def late(self) -> list[tuple[str, str]]:
        """State and text of every late reply, oldest first."""
        with transaction(self.store.engine) as session:
            return [
                (row.state, row.text)
                for row in session.execute(select(WeChatLateRow).order_by(WeChatLateRow.id)).scalars()
            ]


def run(work: Awaitable) -> Any:
    """Run a test's story to its end, at most a minute."""
    return asyncio.run(asyncio.wait_for(work, 60))


def run_long(work: Awaitable) -> Any:
    """Run a story of thousands of deliveries."""
    return asyncio.run(work)
