"""How many each may ask: one session or address in a minute, and any address in a second while others ask, too."""
from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from cachetools import TTLCache

from bot.guard.callers import Networks, caller_of
from knowledge.clock import machine_seconds

# A page is a dozen requests. Beyond so many in a second the rest of an address waits, each for so long: a program that
# waits for its answers then gets one a second on each connection. A refusal would cost as much as an answer.
A_SECOND, HELD_SECONDS = 100, 1.0
# Who sent something within this time counts as asking. Those who only look, such as monitors, do not.
ASKS_SECONDS, KNOWN_CALLERS = 120.0, 4096
# Signed by a server that comes from few addresses and gives up after five seconds. It sends nothing that is refused by
# its head alone: so many in a second are refused at once, whoever asks beside.
FREE, REFUSED_A_SECOND = (b"/webhooks/wechat/",), 10


class Allowance:
    """Counts by minutes, or other spans of ``seconds``, begun anew with each. A library's sliding window was a tenth of
    a short turn."""

    def __init__(self, most: int, seconds: int = 60) -> None:
        self.most, self.seconds, self._span = most, seconds, 0
        self._counts: Counter[str] = Counter()

    def take(self, who: str) -> bool:
        """Whether a session (or address) may send one more; that one is counted."""
        return self.count(who) <= self.most

    def count(self, who: str) -> int:
        """How many it has sent in this span, this one too."""
        span = int(machine_seconds() // self.seconds)
        if span != self._span:
            self._span, self._counts = span, Counter()
        self._counts[who] += 1
        return self._counts[who]

    def seconds_left(self) -> int:
        """After how many seconds the next span begins."""
        return self.seconds - int(machine_seconds() % self.seconds)


class Shares:
    """One event loop's. With a single address asking nobody waits; ``trusted`` are the proxies whose word is taken."""

    def __init__(self, trusted: Networks = (), a_second: int = A_SECOND) -> None:
        trusted = tuple(trusted)
        self.a_second, self._second = a_second, Allowance(a_second, seconds=1)
        self._asked: TTLCache[str, bool] = TTLCache(KNOWN_CALLERS, ASKS_SECONDS, machine_seconds)
        self._address = lru_cache(KNOWN_CALLERS)(lambda peer, forwarded: caller_of(peer, forwarded, trusted).address)

    async def wait(self, peer: str, forwarded: Iterable[str], head: bytes, refused: bool = False) -> None:
        """Return when it is the caller's turn. ``head`` is as it came, or its beginning; it may be anything when it is
        to be ``refused``."""
        method, _, rest = head.partition(b" ")
        free, address = rest.startswith(FREE), self._address(peer, tuple(forwarded))
        if method == b"POST" and not refused:
            self._asked[address] = True
        if free and not refused:
            return
        within = self._second.count(address)
        if within <= (REFUSED_A_SECOND if free else self.a_second):
            return
        if free or self._others_ask(address):
            await asyncio.sleep(HELD_SECONDS)

    def _others_ask(self, address: str) -> bool:
        return len(self._asked) > (address in self._asked)
