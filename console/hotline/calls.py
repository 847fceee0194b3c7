"""The calls that go on: what was heard of each, and what its page shows. What is kept of them is in the store; here is
what is said before it is masked, and only as long as the call lasts."""
from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cachetools import LRUCache

from knowledge import clock
from knowledge.calls.pieces import Heard, Piece, of_caller, with_piece
from knowledge.calls.store import KeptCall
from knowledge.calls.talking import Talking

MOST_CALLS = 2_000
NOTHING: dict[str, Any] = {
    "cards": [], "sure": [], "ask": None, "nothing_fits": False, "nearest": [], "publication": None,
}


@dataclass
class Call:
    """One call. ``kept`` are the pieces that are in the store, ``shown`` all cards that its page has had, by their ids;
    ``mark`` stands for the ``state``: the id of the event that shows it.
    ``asked`` counts what was heard, ``answered`` is how much of it the state is of, looked up ``at`` a machine second.
    """

    id: str
    agent: str
    heard: Heard = field(default_factory=dict)
    kept: dict[str, Piece] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    has_ended: bool = False
    state: dict[str, Any] = field(default_factory=lambda: NOTHING)
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    mark: str = field(default_factory=lambda: mark_of(NOTHING))
    asked: int = 0
    answered: int = 0
    at: float = 0.0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def question(self) -> str:
        """What the caller said last."""
        said = of_caller(self.heard)
        return said[-1][0] if said else ""

    def hear(self, piece: Piece) -> bool:
        """One piece; whether it changes what the caller is understood by. Raises PieceRefused."""
        before = of_caller(self.heard)
        self.heard = with_piece(self.heard, piece)
        is_new = before != of_caller(self.heard)
        self.asked += is_new
        return is_new

    def state_facts(self, facts: dict[str, Any]) -> None:
        """What the agent set."""
        self.facts = facts
        self.asked += 1

    async def bring_up(self, talking: Talking, older_than: float = float("inf")) -> dict[str, Any]:
        """What is shown with all that was heard until now, looked up anew where that was longer ago than some seconds.
        Of pieces that come faster than they are answered only the last is. Raises Away, Refused."""
        asked = self.asked
        async with self.turn:
            if self.answered < asked or clock.machine_seconds() - self.at > older_than or not self.at:
                await self._look(talking)
        return self.state

    async def _look(self, talking: Talking) -> None:
        async with talking.place():
            # What came while it waited is asked with it.
            asked, at = self.asked, clock.machine_seconds()
            state = await talking.suggest(of_caller(self.heard), self.facts)
        self.answered, self.at = asked, at
        if state != self.state:
            self.state, self.mark = state, mark_of(state)
            self.shown.update({card["id"]: card for card in state["cards"]})
            self.wake()

    def wake(self) -> None:
        """Whoever waits for something to change looks again."""
        self.changed.set()
        self.changed = asyncio.Event()


def mark_of(state: dict[str, Any]) -> str:
    """The same in every process."""
    shown = json.dumps(state, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()[:24]


class Calls:
    """The calls that this process knows, by their ids; the longest unused go first."""

    def __init__(self) -> None:
        self._known: LRUCache[str, Call] = LRUCache(MOST_CALLS)

    def begin(self, call: str, agent: str) -> Call:
        self._known[call] = Call(call, agent)
        return self._known[call]

    def known(self, call: str) -> Call | None:
        return self._known.get(call)

    def go_on(self, kept: KeptCall) -> Call:
        """A call that another process began, or this one before it was started again."""
        heard = {piece.segment: piece for piece in kept.pieces}
        call = Call(kept.call, kept.agent, heard, {**heard}, kept.facts, kept.ended_at is not None)
        return self._known.setdefault(kept.call, call)
