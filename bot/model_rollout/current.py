"""The agent that answers now. A turn keeps the one it began with; the others are let go after their last turn."""
from __future__ import annotations

import gc
import weakref
from typing import Any

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply
from bot.rasa_engine.agent import Agent, Question
from bot.stores.context import EventData


class CurrentAgent:
    """Stands where an Agent stands; ``use`` puts another behind it between two turns."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._former: list[weakref.ref[Agent]] = []

    @property
    def model(self) -> str:
        """The name of the model that new turns are answered by."""
        return self._agent.model

    @property
    def agent(self) -> Agent:
        """The agent of new turns."""
        return self._agent

    @property
    def generator(self) -> ReleaseGenerator:
        """The words that new turns are answered with."""
        return self._agent.generator

    async def answer(self, question: Question, before: list[EventData]) -> tuple[Reply, list[EventData]]:
        """One turn after the events ``before``, on one model from its beginning to its end."""
        return await self._agent.answer(question, before)

    async def understand(self, text: str, anew: bool = False) -> dict[str, Any]:
        """The parse data of a text outside of any conversation."""
        return await self._agent.understand(text, anew)

    def expire(self, at: float | None = None) -> None:
        """Let go of texts and conversations of more than some minutes before ``at`` (machine seconds; now)."""
        self._agent.expire(at)

    def apology(self) -> Reply:
        """What is said when a turn cannot be answered at all."""
        return self._agent.apology()

    def use(self, agent: Agent) -> None:
        """New turns are answered by ``agent`` from now on; those under way finish on the one they began with."""
        if agent is not self._agent:
            self._former.append(weakref.ref(self._agent))
            self._agent = agent

    def let_go(self) -> int:
        """Free former agents whose last turn is over; returns how many are still held. Rasa's objects know each other
        in circles, so that only the collector frees them."""
        if self._former:
            gc.collect()
            self._former = [former for former in self._former if former() is not None]
        return len(self._former)
