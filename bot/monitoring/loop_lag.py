"""Event loop lag: a blocked loop delays every resident."""
from __future__ import annotations

import asyncio
from collections import deque

from prometheus_client import Histogram

from knowledge import clock

LOOK_EVERY_SECONDS = 0.25
REMEMBERED = 40  # looks: ten seconds


class LoopLag:
    """Looks four times a second; ``worst`` is the latest wake-up of the last ten seconds."""

    def __init__(self, measured: Histogram) -> None:
        self.measured = measured
        self._late: deque[float] = deque([0.0], maxlen=REMEMBERED)

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            due = clock.machine_seconds() + LOOK_EVERY_SECONDS
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            late = max(0.0, clock.machine_seconds() - due)
            self._late.append(late)
            self.measured.observe(late)

    @property
    def worst(self) -> float:
        return max(self._late)
