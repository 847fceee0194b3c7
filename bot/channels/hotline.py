"""Suggestions for calls, given to the console of this machine: it keeps the calls and has the doors for agents, here is
what understands and answers. Nothing is kept here, and nothing that is asked leaves a trace."""
from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.requests import read_object
from bot.guard.bad_request import BadRequest
from bot.guard.callers import is_from_loopback
from bot.hotline.facts import FactRefused, as_slots, labels
from bot.hotline.inside import KEY, PATH, key_of
from bot.hotline.suggesting import suggest
from bot.hotline.talk import told_before
from bot.hotline.talker import Talker
from bot.model_rollout.current import CurrentAgent
from bot.rasa_engine.own_actions import within
from bot.stores.said import receipts_of, replies
from bot.stores.turn_store import TurnStore
from knowledge import clock
from knowledge.silences.model import Silence
from knowledge.silences.standing import standing

# A silence is looked for as often.
SILENCES_SECONDS = 0.5


class Suggestions:
    """Answers the console. ``secret`` is the service's."""

    def __init__(self, agent: CurrentAgent, store: TurnStore, secret: str) -> None:
        self.agent, self.store, self.key = agent, store, key_of(secret)
        self.talker = Talker(agent)
        self._silences: tuple[float, list[Silence]] = (0.0, [])

    async def suggest(self, body: Mapping[str, Any]) -> HTTPResponse:
        """The state of a call: ``said`` are the caller's texts in order, each with whether it is final; ``facts`` what
        the agent set."""
        try:
            facts = await as_slots(self.talker, body["facts"], self.agent.generator.release)
        except FactRefused as error:
            raise BadRequest(400, "fact_refused", str(error)) from None
        return json(await suggest(self.talker, body["said"], facts, await self.silences()))

    async def places(self, body: Mapping[str, Any]) -> HTTPResponse:
        """Places by a name, of the live gazetteer."""
        return json({"places": await labels(self.talker, str(body.get("text") or ""))})

    async def talk(self, body: Mapping[str, Any]) -> HTTPResponse:
        """What a resident's conversation was told, oldest first, and what would be said now."""
        conversation, silences = str(body.get("conversation")), await self.silences()
        receipts = await asyncio.to_thread(receipts_of, self.store.engine, conversation)
        kept = await asyncio.to_thread(replies, self.store.engine, receipts)
        return json({"turns": [await told_before(self.agent, one, silences) for one in kept]})

    async def silences(self) -> list[Silence]:
        """Those that hold, as they were half a second ago at most."""
        read_at, known = self._silences
        if clock.machine_seconds() - read_at > SILENCES_SECONDS or not read_at:
            known = await self.store.batches.run(standing, clock.machine_utc())
            self._silences = clock.machine_seconds(), known
        return known

    def blueprint(self) -> Blueprint:
        """One route for each question; whoever is not the console of this machine finds none."""
        routes = Blueprint("hotline", url_prefix=PATH)
        for name in ("suggest", "places", "talk"):
            routes.add_route(self._guarded(getattr(self, name)), f"/{name}", methods=["POST"], name=name)
        return routes

    def _guarded(self, answer):
        async def route(request: Request) -> HTTPResponse:
            shown = request.headers.get(KEY, "")
            if not is_from_loopback(request.ip, request.headers) or not hmac.compare_digest(shown, self.key):
                raise BadRequest(404, "not_found", "There is nothing at this address.")
            with within():
                return await answer(read_object(request.body))
        return route
