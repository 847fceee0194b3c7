"""Refusals that cost nobody but those who are refused.

What the official server sends is signed, so in earnest nobody is refused more than a few times. Those refusals are
given at once; when there are more, each is held back for a second, on a connection that is closed then. Whoever sends
what is refused as fast as they can is refused once a second on each connection, and a resident does not notice.
"""
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sanic.exceptions import SanicException
from sanic.http import Http
from sanic.request import Request

from bot.channels.requests import LONGEST_BODY
from bot.guard.bad_request import BadRequest
from knowledge import clock

# So many at once, and one more with each second after that.
AT_ONCE = 10
HELD_SECONDS = 1.0
# With so many held already one more is cut off without an answer.
MOST_HELD = 500
# How long an answer at once waits for the rest of a body, so that closing the connection does not take the answer away,
# and how much of one is read past at all.
REST_SECONDS, MOST_READ_PAST = 0.2, 4 * LONGEST_BODY


class Tarpit:
    """The refusals of one process."""

    def __init__(self) -> None:
        self.held, self._left, self._at = 0, float(AT_ONCE), clock.machine_seconds()

    @asynccontextmanager
    async def refusing(self, request: Request) -> AsyncIterator[None]:
        """What is refused inside is refused when it is due."""
        try:
            yield
        except (BadRequest, SanicException):
            await self.hold(request)
            raise

    async def hold(self, request: Request) -> None:
        """Return when a refusal is due. What comes in meanwhile is read past and not kept; the connection ends behind
        the answer."""
        stream = request.stream
        stream.keep_alive, stream.request_max_size = False, MOST_READ_PAST
        reading = asyncio.create_task(read_past(stream))
        try:
            if self._is_free():
                await asyncio.wait({reading}, timeout=REST_SECONDS)
            elif self.held < MOST_HELD:
                await self._hold()
            else:
                request.transport.abort()
        finally:
            reading.cancel()
            # The rest of a body is not waited for.
            stream.request_body = None

    def _is_free(self) -> bool:
        """Whether this one may be refused at once; it is counted then."""
        now = clock.machine_seconds()
        self._left, self._at = min(AT_ONCE, self._left + now - self._at), now
        free = self._left >= 1
        self._left -= free
        return free

    async def _hold(self) -> None:
        self.held += 1
        try:
            await asyncio.sleep(HELD_SECONDS)
        finally:
            self.held -= 1


async def read_past(stream: Http) -> None:
    """Let go of a body as it comes in, until it ends; of one that is too much nothing more is taken in."""
    with suppress(SanicException):
        while stream.request_body and await stream.read():
            pass
    if stream.request_body and stream.protocol.transport:
        stream.protocol.transport.pause_reading()
        stream.recv_buffer.clear()
