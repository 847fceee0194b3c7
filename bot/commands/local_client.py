"""Asking without a server: the model in this process, the actions through rasa-sdk's executor, nothing written."""
from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from bot.rasa_engine.actions_here import LocalActions
from bot.rasa_engine.agent import Agent, Question
from bot.stores.context import Context
from knowledge.releases.edition import PINNED, Edition
from knowledge.settings import Settings


class LocalBot:
    """Each question is a conversation of its own unless one is named."""

    def __init__(self, model: Path, settings: Settings, edition: Edition | None = None) -> None:
        """``edition``: what is answered from; without one the city's folder."""
        self.settings, self.edition = settings, edition
        self.contexts: dict[str, Context] = {}
        self.talker = Agent(model, settings, LocalActions())

    async def ask(self, text: str, place: str | None = None, conversation: str | None = None) -> dict[str, Any]:
        """Question, messages and receipt. ``place`` is said first, as a resident would."""
        name = conversation or f"ask:{uuid.uuid4().hex}"
        if place:
            await self.turn(Question(name, "web", place))
        reply = await self.turn(Question(name, "web", text))
        if conversation is None:
            self.forget(name)
        return {"question": text, **reply}

    def confidence(self, conversation: str) -> float | None:
        """How sure (0 to 1) the model was of the last message's topic; None when a rule alone took it."""
        events = self.contexts[conversation].events if conversation in self.contexts else ()
        said = [event for event in events if event.get("event") == "user"]
        return said[-1]["parse_data"]["intent"].get("confidence") if said else None

    def forget(self, conversation: str) -> None:
        """Let go of a conversation that will not go on."""
        self.contexts.pop(conversation, None)

    async def turn(self, question: Question) -> dict[str, Any]:
        """Messages and receipt of one message in its conversation, a pressed button among them."""
        before = self.contexts.get(question.conversation, Context())
        PINNED.set(self.edition)
        reply, events = await self.talker.answer(question, before.events)
        number = before.turns[-1][0] + 1 if before.turns else 1
        self.contexts[question.conversation] = before.after(number, events)
        return reply.as_json()
