"""How many messages one session, or one address, may send in a minute."""
from __future__ import annotations

from collections import Counter

from knowledge import clock


class Allowance:
    """Counts by minutes of the machine, begun anew with each. A library's sliding window was a tenth of a short
    turn."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute, self._minute = a_minute, 0
        self._counts: Counter[str] = Counter()

    def take(self, session: str) -> bool:
        """Whether the session (or address) may send one more; that one is counted."""
        minute = int(clock.machine_seconds() // 60)
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        self._counts[session] += 1
        return self._counts[session] <= self.a_minute

    def seconds_left(self) -> int:
        """After how many seconds the next minute begins."""
        return 60 - int(clock.machine_seconds() % 60)
