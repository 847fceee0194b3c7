"""The talker that answers now. A turn keeps the one it began with; the others are let go after their last turn."""
from __future__ import annotations

import gc
import weakref

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply
from bot.rasa_engine.agent import Agent, Question
from bot.rasa_engine.processor import TurnProcessor
from bot.stores.context import EventData


class CurrentAgent:
    """Stands where a Agent stands; ``use`` puts another behind it between two turns."""

    def __init__(self, talker: Agent) -> None:
        self._talker = talker
        self._former: list[weakref.ref[Agent]] = []

    @property
    def model(self) -> str:
        """The name of the model that new turns are answered by."""
        return self._talker.model

    @property
    def talker(self) -> Agent:
        """The talker of new turns."""
        return self._talker

    @property
    def processor(self) -> TurnProcessor:
        """Rasa's part of the talker of new turns."""
        return self._talker.processor

    @property
    def generator(self) -> ReleaseGenerator:
        """The words that new turns are answered with."""
        return self._talker.generator

    async def answer(self, question: Question, before: list[EventData]) -> tuple[Reply, list[EventData]]:
        """One turn after the events ``before``, on one model from its beginning to its end."""
        return await self._talker.answer(question, before)

    def expire(self) -> None:
        """Let go of texts and conversations of more than some minutes ago."""
        self._talker.expire()

    def apology(self) -> Reply:
        """What is said when a turn cannot be answered at all."""
        return self._talker.apology()

    def use(self, talker: Agent) -> None:
        """New turns are answered by ``talker`` from now on; those under way finish on the one they began with."""
        if talker is not self._talker:
            self._former.append(weakref.ref(self._talker))
            self._talker = talker

    def let_go(self) -> int:
        """Free former talkers whose last turn is over; returns how many are still held. Rasa's objects know each other in
        circles, so that only the collector frees them."""
        if self._former:
            gc.collect()
            self._former = [former for former in self._former if former() is not None]
        return len(self._former)
