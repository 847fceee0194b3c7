"""One turn at a time per conversation. A lock only saves work: the store's unique turn numbers decide who may write, so
that an owner who was stopped and wakes up, or two who both went on without Redis, can do no harm."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from knowledge import clock

log = logging.getLogger(__name__)

LEASE_SECONDS = 4.0
RENEWED_EVERY_SECONDS = 1.3
# Longer than any turn takes with all its tries; who has waited so long goes on and lets the store decide.
WAITS_SECONDS = 20.0
# After Redis failed it is left alone for so long.
LEFT_ALONE_SECONDS = 2.0
ANSWERS_WITHIN_SECONDS = 1.0


class ProcessLocks:
    """Locks of one process: enough where exactly one serves."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Hold a conversation; those who wait get it in the order in which they came."""
        lock = self._locks.get(conversation)
        if lock is None:
            lock = self._locks[conversation] = asyncio.Lock()
        async with lock:
            yield

    async def check(self) -> None:
        """Raises when locks cannot be had now."""


class RedisLocks(ProcessLocks):
    """Locks that several processes share: a lease of four seconds, renewed while the turn goes on."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.redis = Redis.from_url(
            url, socket_timeout=ANSWERS_WITHIN_SECONDS, socket_connect_timeout=ANSWERS_WITHIN_SECONDS
        )
        self._alone_until = 0.0

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        async with super().hold(conversation):
            lock = await self._take(conversation)
            renewing = asyncio.create_task(self._renew(lock)) if lock else None
            try:
                yield
            finally:
                if renewing:
                    renewing.cancel()
                    await self._release(lock)

    async def check(self) -> None:
        """Raises RedisError when Redis does not answer."""
        await self.redis.ping()

    async def _take(self, conversation: str) -> Lock | None:
        """The lock; None when Redis is away or its owner keeps it for too long."""
        if clock.machine_seconds() < self._alone_until:
            return None
        lock = self.redis.lock(f"jumin:turn:{conversation}", timeout=LEASE_SECONDS, sleep=0.05)
        try:
            return lock if await lock.acquire(blocking_timeout=WAITS_SECONDS) else None
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._leave_alone(error)
            return None

    async def _renew(self, lock: Lock) -> None:
        while True:
            await asyncio.sleep(RENEWED_EVERY_SECONDS)
            try:
                await lock.reacquire()
            except LockError:
                # The lease has run out while this process stood still; the store decides.
                return
            except (RedisError, OSError, asyncio.TimeoutError) as error:
                self._leave_alone(error)
                return

    async def _release(self, lock: Lock) -> None:
        try:
            await lock.release()
        except LockError:
            log.info("a lease had run out before its turn ended")
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._leave_alone(error)

    def _leave_alone(self, error: BaseException) -> None:
        log.warning("Redis does not answer (%s); turns go on and the store decides", type(error).__name__)
        self._alone_until = clock.machine_seconds() + LEFT_ALONE_SECONDS
