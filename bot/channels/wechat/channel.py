"""The official account as a Rasa input channel: every push is answered within the official five seconds."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text
from sqlalchemy.exc import SQLAlchemyError

from bot.answering.nlg import ReleaseGenerator
from bot.channels.requests import LONGEST_TEXT
from bot.channels.wechat.asking import GiveOwed, Greet, Nothing, Say, wish_of
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.gate import Gate, Opened
from bot.channels.wechat.messages import CHANNEL
from bot.channels.wechat.noting import Noting
from bot.turns.talk import Question
from bot.turns.turns import Turns
from knowledge import clock
from knowledge.answers import fill
from knowledge.releases import Release
from knowledge.settings import Settings

log = logging.getLogger(__name__)
# Seconds from the push: what a reply may take, after which "success" is said; and when whatever happens is answered.
REPLY_WITHIN, ANSWER_WITHIN = 4.2, 4.4
TYPING_AFTER = 1.0
VOICE_OFF = (
    "A voice message came without its words. Speech recognition is switched on in the account's admin pages, see "
    "docs/tasks/connect-wechat.md; until then residents are asked to type."
)


class WeChatChannel(InputChannel):
    """Serves /webhooks/wechat/webhook. ``greeting`` is a reply; ``constants`` fill the placeholders that come from
    settings."""

    def __init__(
        self, turns: Turns, gate: Gate, delivery: Delivery, release: Callable[[], Release], greeting: dict[str, Any],
        constants: dict[str, str],
    ) -> None:
        self.turns, self.gate, self.delivery, self.release, self.constants = turns, gate, delivery, release, constants
        self.greeting, self.noting = greeting, Noting(turns.store.batches.run, greeting)
        self._answering: set[asyncio.Task] = set()
        self._voice_told = False

    @classmethod
    def from_settings(
        cls, turns: Turns, settings: Settings, generator: ReleaseGenerator, options: dict[str, Any]
    ) -> WeChatChannel | None:
        """The channel as credentials.yml mounts it; None without JUMIN_WECHAT_TOKEN."""
        from bot.channels.wechat.mounting import make_channel

        return make_channel(turns, settings, generator)

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def blueprint(self, on_new_message: Any = None) -> Blueprint:
        """The routes, to be mounted where Rasa mounts channels."""
        routes = Blueprint("wechat_channel")
        # partial, because Sanic marks its handlers and a bound method cannot be marked.
        routes.add_route(partial(self.verify), "/webhook", methods=["GET"], name="verify")
        routes.add_route(partial(self.take_push), "/webhook", methods=["POST"], name="take_push")
        routes.listener("after_server_start")(self.start_watching)
        return routes

    async def start_watching(self, app: Sanic, _loop: Any) -> None:
        """Tell what a stopped process has left untold, now and for as long as the app runs."""
        app.add_task(self.delivery.watch())

    async def verify(self, request: Request) -> HTTPResponse:
        """The echostr, bare, when the official server verifies this address."""
        return plain(self.gate.echo(dict(request.args), clock.machine_utc()))

    async def take_push(self, request: Request) -> HTTPResponse:
        """A passive reply, or "success" when there is none to give now."""
        opened = self.gate.open(dict(request.args), request.body, clock.machine_utc())
        return plain(self.gate.close(opened, await self.answer_in_time(opened), clock.machine_utc()))

    async def answer_in_time(self, opened: Opened) -> str | None:
        """What to say, in a task of its own that goes on when the official server hangs up."""
        task = asyncio.create_task(self.answer(opened, clock.machine_seconds()))
        self._answering.add(task)
        task.add_done_callback(self._answered)
        done, _ = await asyncio.wait({task}, timeout=ANSWER_WITHIN)
        if not done:
            log.error("a message was not stored in time; the resident is asked to send it again")
            return self.phrase("wechat_not_stored")
        try:
            return task.result()
        except SQLAlchemyError as error:
            log.error("the store refused: %s", type(error).__name__)
            return self.phrase("wechat_not_stored")

    def _answered(self, task: asyncio.Task) -> None:
        self._answering.discard(task)
        # Read here too: whoever waited may be gone.
        if not task.cancelled():
            task.exception()

    async def answer(self, opened: Opened, since: float) -> str | None:
        """What to say to a message; ``since`` is the machine second at which it came. Raises BadRequest for a nonce
        that came with another message."""
        incoming = opened.incoming
        arrived = await self.noting.admit(opened.stamp.key, incoming)
        release = self.release()
        wish = wish_of(incoming, arrived, release.answers, release.words["wechat_go_on"].text)
        if isinstance(wish, Nothing):
            return None
        if isinstance(wish, Say):
            self._tell_operator(wish)
            return self.phrase(wish.phrase)
        if isinstance(wish, (Greet, GiveOwed)):
            given = self.greeting if isinstance(wish, Greet) else None
            return await self._say(incoming.conversation, incoming.client_id, given)
        reply = await self._ask(wish, incoming.client_id, incoming.openid, since)
        if reply is None:
            await self.delivery.promise(incoming.conversation, incoming.client_id)
            return None
        return await self._say(incoming.conversation, incoming.client_id, reply)

    async def _ask(self, question: Question, client_id: str, openid: str, since: float) -> dict[str, Any] | None:
        """The reply of the turn, or None when it is not ready; typing is shown while it lasts."""
        left = REPLY_WITHIN - (clock.machine_seconds() - since)
        typing = asyncio.get_running_loop().call_later(TYPING_AFTER, self.delivery.typing, openid)
        try:
            return await self.turns.submit(question, client_id, deadline=max(left, 0.01))
        finally:
            typing.cancel()

    async def _say(self, conversation: str, client_id: str, reply: dict[str, Any] | None) -> str | None:
        said = await self.delivery.passive(conversation, client_id, reply)
        self.delivery.follow_up(conversation)
        return said

    def phrase(self, name: str) -> str:
        """Words that need no turn."""
        return fill(self.release().words[name], limit=LONGEST_TEXT, **self.constants)

    def _tell_operator(self, wish: Say) -> None:
        if wish.phrase == "wechat_no_voice" and not self._voice_told:
            self._voice_told = True
            log.warning(VOICE_OFF)


def plain(body: str) -> HTTPResponse:
    """A body that no browser takes for a page."""
    return text(body, headers={"X-Content-Type-Options": "nosniff"})


