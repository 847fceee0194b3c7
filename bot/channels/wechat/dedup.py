"""Deduplication: each push is stored once; the first process writes, the others read what it wrote."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.channels.wechat.inbound_store import InboundContext, admit
from bot.channels.wechat.messages import Incoming
from bot.guard.bad_request import BadRequest
from knowledge import clock

TRIES = 5


class Deduplicator:
    """``run`` runs statements in a transaction (bot.stores.thread_worker.Batches.run)."""

    def __init__(self, run: Callable[..., Awaitable]) -> None:
        self.run = run

    async def admit(
        self, signature: str, incoming: Incoming, greeting: dict[str, Any] | None = None
    ) -> InboundContext:
        """What the message meets; ``greeting`` is the one of new followers. Raises BadRequest 403 when the nonce was
        used for another message."""
        for attempt in range(1, TRIES + 1):
            try:
                inbound = await self.run(admit, signature, incoming, clock.machine_utc(), greeting)
                break
            except IntegrityError:
                # Another process noted the same nonce, or the resident's first act, at the same time.
                if attempt == TRIES:
                    raise
        if inbound is None:
            raise BadRequest(403, "replayed", "The nonce came with another message before.")
        return inbound
