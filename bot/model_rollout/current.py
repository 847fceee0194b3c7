"""The agent that answers now. A turn keeps the one it began with; the others are let go after their last turn."""
from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply
from bot.rasa_engine.agent import Agent, Question
from bot.stores.context import EventData
from knowledge import clock
from knowledge.releases import Release
from knowledge.releases.edition import OF_FOLDER, PINNED, Edition

# From which machine second on a publication is current, its number, and its release, None while that is not held.
Dated = tuple[float, int, Release | None]


class NotHeld(RuntimeError):
    """What is current now cannot be answered from yet, or not at all; nothing older may be said."""


class CurrentAgent:
    """Stands where an Agent stands; ``use`` puts another behind it between two turns. ``dated``: the publications, the
    highest number first; without any the agent's own release is answered from."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.dated: tuple[Dated, ...] = ()
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
        """The words that new turns are answered with; those of the last release that is held while another is
        awaited."""
        own = self._agent.generator
        held = (release for due, _, release in self.dated if release and due <= clock.machine_seconds())
        return own.of(next(held, own.release))

    @property
    def publication(self) -> int:
        """The number of the publication that new turns are answered from."""
        due = (seq for due, seq, release in self.dated if release and due <= clock.machine_seconds())
        return next(due, OF_FOLDER)

    def edition(self) -> Edition:
        """What a turn that begins now is answered from. Raises NotHeld."""
        now = clock.machine_seconds()
        for due, seq, release in self.dated:
            if due <= now:
                if release is None:
                    raise NotHeld(f"Publication {seq} is current and its release is not held here.")
                return Edition(seq, release)
        return Edition(OF_FOLDER, self._agent.generator.release)

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """All that is answered in the block is answered from what is current at its beginning. Raises NotHeld."""
        token = PINNED.set(self.edition())
        try:
            yield
        finally:
            PINNED.reset(token)

    async def answer(self, question: Question, before: list[EventData]) -> tuple[Reply, list[EventData]]:
        """One turn after the events ``before``, on one model and one publication from its beginning to its end. Raises
        NotHeld."""
        with self.pinned():
            return await self._agent.answer(question, before)

    async def understand(self, text: str, anew: bool = False) -> dict[str, Any]:
        """The parse data of a text outside of any conversation."""
        return await self._agent.understand(text, anew)

    def expire(self, at: float | None = None) -> None:
        """Let go of texts and conversations of more than some minutes before ``at`` (machine seconds; now)."""
        self._agent.expire(at)

    def apology(self) -> Reply:
        """What is said when a turn cannot be answered at all. Raises NotHeld."""
        with self.pinned():
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
