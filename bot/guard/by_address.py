"""The limits of a public channel by address, beside those by session: sessions cost nothing, addresses do."""
from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.guard.allowance import Allowance
from bot.guard.bad_request import BadRequest
from bot.guard.callers import Caller, Networks, caller_of
from bot.guard.door import Door

Handler = Callable[[Request], Awaitable[HTTPResponse]]
# What one address has worked on at a time while others ask, how long its place is empty behind each, and how long the
# rest of it waits for one: nine a second, a tenth of what a process can do.
MOST_EACH, RESTS_SECONDS, WAITS_SECONDS = 2, 0.2, 2.5
# A refusal costs a program nothing and us a little: it is made to wait for it, so that thousands a second are not asked
# for.
REFUSES_AFTER_SECONDS = 1.0


class AddressLimits:
    """One for all routes of the channel. ``trusted`` are the proxies whose word on the caller's address is taken; the
    limits are by minute and address."""

    def __init__(self, trusted: Networks = (), messages: int = 3000, sessions: int = 600) -> None:
        self.trusted, self.messages, self.sessions = tuple(trusted), Allowance(messages), Allowance(sessions)
        self.door = Door(MOST_EACH, RESTS_SECONDS)

    async def admit(self, allowance: Allowance, handler: Handler, request: Request) -> HTTPResponse:
        """The handler's response, when the caller may ask; raises BadRequest 429."""
        caller = request.ctx.caller = self.caller(request)
        if not caller.exempt and not allowance.take(caller.address):
            await asyncio.sleep(REFUSES_AFTER_SECONDS)
            raise too_many(allowance.seconds_left())
        return await handler(request)

    async def in_turn(self, handler: Handler, request: Request) -> HTTPResponse:
        """The handler's response, when it is the turn of the caller, who was admitted; raises BadRequest 429.

        The work goes on, and counts as the address', when its caller hangs up.
        """
        address = request.ctx.caller.address
        if not await self.door.enter(address, WAITS_SECONDS):
            raise too_many(1)
        task = asyncio.ensure_future(handler(request))
        task.add_done_callback(lambda done: self._ended(address, done))
        return await asyncio.shield(task)

    def caller(self, request: Request) -> Caller:
        return caller_of(request.ip, request.headers.getall("x-forwarded-for", []), self.trusted)

    def _ended(self, address: str, task: asyncio.Task) -> None:
        self.door.leave(address)
        # Looked at, so that nobody warns of an error that its caller did not wait for.
        task.cancelled() or task.exception()


def too_many(again_after: int) -> BadRequest:
    return BadRequest(429, "too_many", "Too many requests come from your address; wait and send it again.", again_after)
