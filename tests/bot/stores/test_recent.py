"""What a process keeps of the last minutes ends by itself, also where nobody asks for it any more."""
from __future__ import annotations

import asyncio
from contextlib import suppress

from cachetools import TTLCache

from bot.stores import recent
from bot.stores.recent import expire_regularly


class CountedExpiry(TTLCache):
    """Tells how many values it let go without being asked for them."""

    expired = 0

    def expire(self, time=None):
        gone = super().expire(time)
        self.expired += len(gone)
        return gone


def test_every_cache_is_emptied_of_what_is_too_old_without_being_asked(monkeypatch):
    monkeypatch.setattr(recent, "EVERY_SECONDS", 0.01)
    now = [0.0]
    caches = [CountedExpiry(9, 60.0, lambda: now[0]) for _ in range(2)]
    for cache in caches:
        cache["old"] = 1
    now[0] = 30.0
    caches[0]["young"] = 1
    now[0] = 61.0

    async def expiring() -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(expire_regularly(*caches), 0.1)

    asyncio.run(expiring())
    assert [cache.expired for cache in caches] == [1, 1]
    assert [list(cache) for cache in caches] == [["young"], []]
