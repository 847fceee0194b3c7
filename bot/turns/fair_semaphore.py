"""A fair semaphore with a time limit: permits in the order of asking, and none for long waits, which then go on
without."""
from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class FairSemaphore:
    """One event loop's. asyncio.Semaphore of Python 3.10 can stay shut for good when a wait for it times out at the
    moment in which it ends (bpo-45997)."""

    def __init__(self, count: int) -> None:
        self.free = count
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def hold(self, within: float) -> AsyncIterator[bool]:
        """Whether one has a place, after at most ``within`` seconds; it is free again when the block ends."""
        taken = await self._take(within)
        try:
            yield taken
        finally:
            if taken:
                self._give()

    async def _take(self, within: float) -> bool:
        if self.free:
            self.free -= 1
            return True
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await asyncio.wait({place}, timeout=within)
        except asyncio.CancelledError:
            if not place.cancel():
                self._give()
            raise
        # A place that could not be taken back was given in the last moment.
        return not place.cancel()

    def _give(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self.free += 1
