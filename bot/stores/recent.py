"""The memory of the last minutes ends by itself: expired values go even where nobody asks for one any more, so that
what is erased in the store is soon gone from the process."""
from __future__ import annotations

import asyncio
from typing import Protocol

EVERY_SECONDS = 30.0


class Expires(Protocol):
    """A cache, or something that holds some."""

    def expire(self) -> object: ...


async def expire_regularly(*caches: Expires) -> None:
    """Never returns."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        for cache in caches:
            cache.expire()
