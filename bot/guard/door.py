"""Fairness between addresses: while several ask, each has so many messages worked on at a time, and its others wait."""
from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable

from cachetools import TTLCache

from knowledge.clock import machine_seconds

# Who asked within this time counts as asking: a person reads a reply before the next question.
ASKS_SECONDS = 120.0
# Two are several; so many are not told apart from more.
MOST_ASKING = 4096


class Door:
    """One event loop's. With a single address asking nobody waits here. A place that was left is given again after
    ``rests_seconds``: what one address has worked on one by one would take up the machine, too."""

    def __init__(
        self, most_each: int, rests_seconds: float = 0.0, now: Callable[[], float] = machine_seconds
    ) -> None:
        self.most_each, self.rests_seconds = most_each, rests_seconds
        self._inside: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[asyncio.Future[None]]] = defaultdict(deque)
        self._asked: TTLCache[str, bool] = TTLCache(MOST_ASKING, ASKS_SECONDS, now)

    async def enter(self, address: str, within: float) -> bool:
        """Whether one of the address may go in, after at most ``within`` seconds; who went in must ``leave``."""
        self._asked[address] = True
        if not self._has_to_wait(address):
            self._inside[address] += 1
            return True
        place = asyncio.get_running_loop().create_future()
        self._waiting[address].append(place)
        try:
            await asyncio.wait({place}, timeout=within)
        except asyncio.CancelledError:
            if not place.cancel():
                self._give_free(address)
            raise
        # One that was let in at the last moment is in.
        return not place.cancel()

    def leave(self, address: str) -> None:
        """One has gone; its place rests while others ask."""
        if self.rests_seconds and len(self._asked) > 1:
            asyncio.get_running_loop().call_later(self.rests_seconds, self._give_free, address)
        else:
            self._give_free(address)

    def _give_free(self, address: str) -> None:
        """Those who may come in for one that has gone do."""
        self._inside[address] -= 1
        waiting = self._waiting[address]
        while waiting and (waiting[0].done() or not self._is_full(address)):
            place = waiting.popleft()
            if not place.done():
                place.set_result(None)
                self._inside[address] += 1
        if not waiting:
            del self._waiting[address]
        if not self._inside[address]:
            del self._inside[address]

    def _has_to_wait(self, address: str) -> bool:
        return self._is_full(address) or any(not place.done() for place in self._waiting.get(address, ()))

    def _is_full(self, address: str) -> bool:
        return len(self._asked) > 1 and self._inside[address] >= self.most_each
