"""The agent that answers now. A turn keeps the one it began with; the others are let go after their last turn.

Release and model are one choice: each publication is answered by the agent of its own model, and both are read out of
the same row of ``dated``."""
from __future__ import annotations

import gc
import weakref
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply
from bot.rasa_engine.agent import Agent, Question
from bot.stores.context import EventData
from knowledge import clock
from knowledge.releases import Release
from knowledge.releases.edition import OF_FOLDER, PINNED, Edition

# The agent of the turn that is under way, as its release is in PINNED.
_AGENT: ContextVar[Agent | None] = ContextVar("agent", default=None)


class Dated(NamedTuple):
    """From which machine second on a publication is current, its number, its release (None while that is not held), and
    the name of the model that is made of it (empty where one model answers whatever is published)."""

    due: float
    seq: int
    release: Release | None
    model: str = ""


class NotHeld(RuntimeError):
    """What is current now cannot be answered from yet, or not at all; nothing older may be said."""


class CurrentAgent:
    """Stands where an Agent stands. ``dated``: the publications, the highest number first; without any the agent's own
    release is answered from. ``agents``: by the name of the model that a release is made into, the agent that answers
    from it, which may have another model: one that somebody chose, or one that stands in until its own is made."""

    def __init__(self, agent: Agent) -> None:
        self.agents: dict[str, Agent] = {"": agent}
        self.stand_ins: set[str] = set()
        self.dated: tuple[Dated, ...] = ()
        self._former: list[weakref.ref[Agent]] = []

    @property
    def model(self) -> str:
        """The name of the model that new turns are answered by."""
        return self.agent.model

    @property
    def agent(self) -> Agent:
        """The agent of the turn that is under way, or of new turns; that of the last release that is held while another
        is awaited."""
        return _AGENT.get() or self._held()[1]

    @property
    def generator(self) -> ReleaseGenerator:
        """The words that new turns are answered with; those of the last release that is held while another is
        awaited."""
        edition, agent = self._held()
        return agent.generator.of(edition.release)

    @property
    def publication(self) -> int:
        """The number of the publication that new turns are answered from."""
        return self._held()[0].seq

    def edition(self) -> Edition:
        """What a turn that begins now is answered from. Raises NotHeld."""
        return self._now()[0]

    def _now(self) -> tuple[Edition, Agent]:
        """What a turn that begins now is answered from, and by whom. Raises NotHeld."""
        one = next(self._due(), None)
        if one and not self._holds(one):
            raise NotHeld(f"Publication {one.seq} is current and its release or its model is not held here.")
        return self._held()

    def _held(self) -> tuple[Edition, Agent]:
        """The newest that is held, and whose time has come."""
        one = next(filter(self._holds, self._due()), None)
        if one:
            agent = self.agents[one.model]
            return Edition(one.seq, one.release, clock.now(agent.settings.now)), agent
        agent = next(iter(self.agents.values()))
        return Edition(OF_FOLDER, agent.generator.release, clock.now(agent.settings.now)), agent

    def _due(self) -> Iterator[Dated]:
        now = clock.machine_seconds()
        return (one for one in self.dated if one.due <= now)

    def _holds(self, one: Dated) -> bool:
        return one.release is not None and one.model in self.agents

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """All that is answered in the block is answered from what is current at its beginning, and by its model. Raises
        NotHeld."""
        with pinned_to(*self._now()):
            yield

    async def answer(self, question: Question, before: Sequence[EventData]) -> tuple[Reply, list[EventData]]:
        """One turn after the events ``before``, on one model and one publication from its beginning to its end. Raises
        NotHeld."""
        with self.pinned():
            return await self.agent.answer(question, before)

    async def understand(self, text: str, anew: bool = False) -> dict[str, Any]:
        """The parse data of a text outside of any conversation."""
        return await self.agent.understand(text, anew)

    def expire(self, at: float | None = None) -> None:
        """Let go of texts and conversations of more than some minutes before ``at`` (machine seconds; now)."""
        for agent in set(self.agents.values()):
            agent.expire(at)

    def apology(self) -> Reply:
        """What is said when a turn cannot be answered at all. Raises NotHeld."""
        with self.pinned():
            return self.agent.apology()

    def use(self, agent: Agent) -> None:
        """New turns are answered by ``agent`` from now on, until something is published that another model is made of;
        those under way finish on the one they began with."""
        present = self.agent
        for name in [name for name, one in self.agents.items() if one is present]:
            self.hold(name, agent)

    def hold(self, model: str, agent: Agent, stands_in: bool = False) -> None:
        """What this model is made of is answered by ``agent``."""
        former = self.agents.get(model)
        self.agents[model] = agent
        (self.stand_ins.add if stands_in else self.stand_ins.discard)(model)
        self._leave(former)

    def keep(self, models: Collection[str]) -> None:
        """Let go of the agents of all other models; the one that answers now stays."""
        present = self.agent
        for name in [name for name, one in self.agents.items() if name not in models and one is not present]:
            self.stand_ins.discard(name)
            self._leave(self.agents.pop(name))

    def _leave(self, former: Agent | None) -> None:
        if former is not None and former not in self.agents.values():
            self._former.append(weakref.ref(former))

    def let_go(self) -> int:
        """Free former agents whose last turn is over; returns how many are still held. Rasa's objects know each other
        in circles, so that only the collector frees them."""
        if self._former:
            gc.collect()
            self._former = [former for former in self._former if former() is not None]
        return len(self._former)


@contextmanager
def pinned_to(edition: Edition, agent: Agent) -> Iterator[None]:
    """All that is answered in the block is answered from this release and by this agent."""
    release, answering = PINNED.set(edition), _AGENT.set(agent)
    try:
        yield
    finally:
        _AGENT.reset(answering)
        PINNED.reset(release)
