"""The web channel: sessions, messages, and what was missed. A Rasa input channel; the contract stands in
docs/web.md."""
from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cachetools import TTLCache
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.answering.traditional import in_traditional
from bot.channels.feedback import complaint, read_feedback
from bot.channels.protocol import Channel, Host
from bot.channels.requests import read_id, read_message, read_object
from bot.guard.allowance import Allowance
from bot.guard.bad_request import BadRequest
from bot.guard.by_address import AddressLimits
from bot.guard.web_sessions import WebSessions, opened_at
from bot.rasa_engine.agent import Question
from bot.stores.corrections import is_correction, is_given
from bot.stores.turn_rows import StoredTurn
from bot.turns.turns import Turns
from knowledge.clock import SHANGHAI, machine_seconds, machine_utc
from knowledge.releases.english import ENGLISH

# How many sessions, and how long, need not be looked at again.
KNOWN_SESSIONS, LOOKED_AT_SECONDS = 4096, 60.0
# Codes that one session may have in a minute: each new one ends the one before.
CODES_A_MINUTE = 5
# How the tags of languages written in traditional characters begin.
TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class WebChannel(Channel):
    """Serves /webhooks/web. A session ends when it was not used for ``session_life``."""

    def __init__(
        self, turns: Turns, secret: str, session_life: timedelta, messages_a_minute: int = 240,
        limits: AddressLimits | None = None,
    ) -> None:
        self.turns, self.allowance, self.limits = turns, Allowance(messages_a_minute), limits or AddressLimits()
        self.codes, self.secret = Allowance(CODES_A_MINUTE), secret
        self.sessions, self.session_life = WebSessions(secret), session_life
        # Conversations by the tokens that were looked at lately and are good.
        self._good: TTLCache[str, str] = TTLCache(KNOWN_SESSIONS, LOOKED_AT_SECONDS, machine_seconds)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any], host: Host) -> WebChannel:
        settings = host.settings
        limits = AddressLimits(settings.proxies, settings.address_messages_a_minute, settings.address_sessions_a_minute)
        life = timedelta(hours=settings.web_session_hours)
        return cls(host.turns, settings.secret, life, settings.web_messages_a_minute, limits)

    @classmethod
    def name(cls) -> str:
        return "web"

    def blueprint(self, on_new_message: Any = None) -> Blueprint:
        """The routes, to be mounted where Rasa mounts channels."""
        routes = Blueprint("web_channel")
        limits = self.limits
        # partial, because Sanic marks its handlers and a bound method cannot be marked.
        for path, method, allowance, handler in (
            ("/sessions", "POST", limits.sessions, self.open_session),
            ("/messages", "POST", limits.messages, partial(limits.in_turn, self.take_message)),
            ("/messages", "GET", limits.messages, partial(limits.in_turn, self.give_missed)),
            ("/feedback", "POST", limits.messages, partial(limits.in_turn, self.take_feedback)),
            ("/code", "POST", limits.messages, partial(limits.in_turn, self.give_code)),
        ):
            routes.add_route(partial(limits.admit, allowance, handler), path, methods=[method], name=f"{method} {path}")
        return routes

    async def open_session(self, request: Request) -> HTTPResponse:
        """201 with a new session token."""
        token = self.sessions.open(machine_utc())
        await self.conversation(token)
        return json({"session": token}, status=201)

    async def take_message(self, request: Request) -> HTTPResponse:
        """200 with the reply, or 202 when it is not ready within the deadline."""
        body = read_object(request.body)
        conversation = await self.conversation(body.get("session"))
        message, traditional = read_message(body), reads_traditional(request)
        language = ENGLISH if reads_english(request) else ""
        admit(self.allowance, conversation)
        if message.payload is not None:
            await self._refuse_unknown_payload(conversation, message.payload)
        question = Question(conversation, self.name(), message.text, message.payload, message.location, language)
        reply = await self.turns.submit(question, message.id)
        if reply is None:
            return json({"id": message.id, "messages": [], "pending": True}, status=202)
        turn = {"id": message.id, **reply}
        return json(in_traditional(turn) if traditional else turn)

    async def give_missed(self, request: Request) -> HTTPResponse:
        """200 with the turns behind ``after``, or the last ones: their ids, messages and receipts, or pending; with
        ``asked`` also what was asked."""
        conversation = await self.conversation(request.token)
        turns = await self.turns.store.after(conversation, request.args.get("after"))
        if any(is_correction(turn.client_id) and not is_given(turn.request) for turn in turns):
            await self.turns.store.given(conversation)
        shape = as_shown if request.args.get("asked") else as_missed
        shown = [shape(turn) for turn in turns]
        return json({"turns": [in_traditional(turn) for turn in shown] if reads_traditional(request) else shown})

    async def take_feedback(self, request: Request) -> HTTPResponse:
        """204 once it is kept what the resident thinks of a reply; the last word holds."""
        body = read_object(request.body)
        conversation = await self.conversation(body.get("session"))
        message_id, feedback = read_id(body), read_feedback(body)
        admit(self.allowance, conversation)
        turn = await self.turns.store.find(conversation, message_id)
        if turn is None or turn.reply is None:
            raise BadRequest(400, "unknown_message", "There is no reply to a message of this id in this session.")
        await self.turns.store.judge(turn, feedback, complaint(turn, feedback))
        return empty()

    async def give_code(self, request: Request) -> HTTPResponse:
        """201 with the code by which somebody at the hotline may see this talk, once, and until when."""
        conversation = await self.conversation(read_object(request.body).get("session"))
        admit(self.codes, conversation)
        given = await self.turns.store.give_code(conversation, self.secret)
        return json({"code": given.code, "ends": given.ends.astimezone(SHANGHAI).isoformat()}, status=201)

    async def conversation(self, token: Any) -> str:
        """The conversation of a session token. Raises BadRequest 401 for one that this bot did not sign, or that has
        ended."""
        if isinstance(token, str) and (known := self._good.get(token)):
            return known
        name = self.sessions.name(token)
        if name is None:
            raise BadRequest(401, "unknown_session", "This session is not known; open one at /sessions.")
        conversation = f"{self.name()}:{name}"
        if not await self._lives(conversation, opened_at(name), machine_utc()):
            raise BadRequest(401, "unknown_session", "This session has ended; open one at /sessions.")
        self._good[token] = conversation
        return conversation

    async def _lives(self, conversation: str, opened: datetime, at: datetime) -> bool:
        """Whether a session was opened or used not too long before ``at``; only for an old one the store is asked."""
        if at - opened <= self.session_life:
            return True
        used = await self.turns.store.last_used(conversation)
        return used is not None and at - used <= self.session_life

    async def _refuse_unknown_payload(self, conversation: str, payload: str) -> None:
        if payload not in await self.turns.store.offered_payloads(conversation):
            raise BadRequest(400, "unknown_payload", "This button was not offered in this session; send its text.")


def admit(allowance: Allowance, conversation: str) -> None:
    """Raises BadRequest where a session has sent too much in this minute."""
    if not allowance.take(conversation):
        sentence = "Too many messages in this session; wait a minute and send it again."
        raise BadRequest(429, "too_many", sentence, allowance.seconds_left())


def reads_traditional(request: Request) -> bool:
    """Whether a request asks for traditional Chinese first; what is stored is simplified."""
    return request.headers.get("Accept-Language", "").strip().lower().startswith(TRADITIONAL)


def reads_english(request: Request) -> bool:
    """Whether a request asks for English first: then it is answered so, where the city has it."""
    return request.headers.get("Accept-Language", "").strip().lower().startswith(ENGLISH)


def as_missed(turn: StoredTurn) -> dict[str, Any]:
    """One turn in the shape of a message's reply."""
    return {"id": turn.client_id, **(turn.reply or {"messages": [], "pending": True})}


def as_shown(turn: StoredTurn) -> dict[str, Any]:
    """One turn as a page shows it again: its reply, and ``asked``, which is the words or the payload of the button,
    neither for a location alone, and when it came. Nobody asked a correction."""
    if is_correction(turn.client_id):
        return {**as_missed(turn), "correction": True, "asked": {"at": turn.received_at.isoformat()}}
    asked = {"text": turn.request.get("text") or "", "payload": turn.request.get("payload")}
    return {**as_missed(turn), "asked": {**asked, "at": turn.received_at.isoformat()}}
