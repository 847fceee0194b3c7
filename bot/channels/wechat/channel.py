"""The official account as a Rasa input channel: every push is answered within the official five seconds."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.channels.protocol import Channel, Host
from bot.channels.requests import LONGEST_BODY
from bot.channels.wechat.answers import Answers
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.factory import make_delivery, make_greeting, make_verifier
from bot.channels.wechat.messages import CHANNEL
from bot.channels.wechat.request_verifier import RequestVerifier
from bot.channels.wechat.seldom import Seldom
from bot.channels.wechat.signature import Asked, RequestSignature, not_signed, read_query
from bot.channels.wechat.tarpit import Tarpit
from bot.guard.allowance import Allowance
from bot.guard.bad_request import BadRequest
from bot.monitoring.readiness import Check, Degraded
from bot.turns.turns import Turns
from knowledge import clock
from knowledge.releases import Release

log = logging.getLogger(__name__)
PLAIN, XML, JSON = "text/plain; charset=utf-8", "text/xml; charset=utf-8", "application/json"
UNREADABLE = 400
# The official server sends a message three times at most; whoever saw an address may send it as often as he likes. In a
# minute.
MOST_DELIVERIES = 8
NOT_READ = "A push that was signed is no message that can be read; its resident was not answered."


class WeChatChannel(Channel):
    """Serves /webhooks/wechat/webhook. ``greeting`` makes a reply of a release; ``constants`` fill the placeholders
    that come from settings."""

    def __init__(
        self, turns: Turns, verifier: RequestVerifier, delivery: Delivery, release: Callable[[], Release],
        greeting: Callable[[Release], dict[str, Any]], constants: Callable[[], dict[str, str]],
    ) -> None:
        self.verifier, self.delivery = verifier, delivery
        self.answers = Answers(turns, delivery, release, greeting, constants)
        self.tarpit, self.seldom = Tarpit(), Seldom(log)
        self.deliveries = Allowance(MOST_DELIVERIES)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any], host: Host) -> WeChatChannel | None:
        """None without JUMIN_WECHAT_TOKEN. Raises ContentError for a greeting that cannot be used."""
        turns, settings = host.turns, host.settings
        if not settings.wechat_token:
            return None
        delivery = make_delivery(turns, settings, lambda: host.release, host.anew)
        make_greeting(host.release)
        return cls(
            turns, make_verifier(settings), delivery, lambda: host.release, make_greeting,
            lambda: host.generator.constants(),
        )

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def blueprint(self, on_new_message: Any = None) -> Blueprint:
        """The routes, to be mounted where Rasa mounts channels."""
        routes = Blueprint("wechat_channel")
        # partial, because Sanic marks its handlers and a bound method cannot be marked.
        routes.add_route(partial(self.verify), "/webhook", methods=["GET"], name="verify")
        routes.add_route(partial(self.take_push), "/webhook", methods=["POST"], name="take_push", stream=True)
        routes.listener("after_server_start")(self.start_watching)
        routes.listener("before_server_stop")(self.end_watching)
        return routes

    def checks(self) -> dict[str, Check]:
        """Whether late replies can be sent by the official API, where the account has it."""
        sender = self.delivery.sender
        if sender is None:
            return {}

        async def wechat() -> None:
            refused = sender.needs_repair()
            if refused:
                raise Degraded(f"Late replies wait for the next message. {refused}", {"code": refused.code})

        return {CHANNEL: wechat}

    async def start_watching(self, _app: Any, _loop: Any) -> None:
        """Tell what a stopped process has left untold, now and for as long as the app runs."""
        self._watching = asyncio.create_task(self.delivery.watch())

    async def end_watching(self, _app: Any, _loop: Any) -> None:
        """What is still owed is told by the next process."""
        self._watching.cancel()

    async def verify(self, request: Request) -> HTTPResponse:
        """The echostr, bare, when the official server verifies this address."""
        async with self.tarpit.refusing(request):
            return bare(self.verifier.echo(asked_of(request), clock.machine_utc()), PLAIN)

    async def take_push(self, request: Request) -> HTTPResponse:
        """A passive reply, or "success" when there is none to give now. The body is read when its address is signed."""
        async with self.tarpit.refusing(request):
            asked = asked_of(request)
            signed = self.verifier.admit(asked, clock.machine_utc())
            if not self.deliveries.take(signed.key):
                raise not_signed()
            request.stream.request_max_size = LONGEST_BODY
            await request.receive_body()
            return await self.answer_push(signed, asked, request.body)

    async def answer_push(self, signed: RequestSignature, asked: Asked, body: bytes) -> HTTPResponse:
        """The answer to an admitted push. Raises BadRequest."""
        try:
            opened = self.verifier.open(signed, asked, body)
        except BadRequest as error:
            if error.status == UNREADABLE:
                self.seldom.warn(NOT_READ)
            raise
        said = await self.answers.in_time(opened)
        written = self.verifier.close(opened, said, clock.machine_utc())
        return bare(written, JSON if opened.as_json and said else XML if said else PLAIN)


def asked_of(request: Request) -> Asked:
    """The parameters of a request's address. Raises BadRequest 403."""
    try:
        return read_query(request.query_string)
    except UnicodeError:
        raise not_signed() from None


def bare(body: str, content_type: str) -> HTTPResponse:
    """A body that no browser takes for a page."""
    return text(body, headers={"X-Content-Type-Options": "nosniff"}, content_type=content_type)
