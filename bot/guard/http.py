"""Sanic's reading of requests with an end to every wait, and heads and chunks looked at before it believes them."""
from __future__ import annotations

import asyncio

from sanic.exceptions import PayloadTooLarge
from sanic.http import Http, Stage
from sanic.http.http1 import HTTP_CONTINUE

from bot.guard.bad_request import BadRequest
from bot.guard.heads import malformed, read_chunk_size, refuse_beginning, refuse_head, too_long
from knowledge.clock import machine_seconds

# A new connection says something within this time; between two requests the longer KEEP_ALIVE_TIMEOUT holds.
FIRST_BYTE_SECONDS = 4.0
HEAD_SECONDS = 3.0
# A body may take longer as it comes: a phone on a bad line is slow, but not as slow as a byte a second.
BODY_SECONDS, SLOWEST_BYTES_A_SECOND = 3.0, 1000


class GuardedHttp(Http):
    """One connection's requests, one after the other. What it refuses ends the connection behind a JSON error."""

    __slots__ = ("_asked_before", "_until")

    def __init__(self, protocol) -> None:
        super().__init__(protocol)
        self._receive_more = self._receive_in_time
        self._until, self._asked_before = 0.0, False

    async def http1_request_header(self) -> None:
        """Take a head that was looked at. HEAD is GET whose body Sanic keeps back."""
        # Requests that came in one piece are answered without a wait between them; others have their turn here.
        await asyncio.sleep(0)
        self.protocol.heard()
        self._asked_before, self._until = True, machine_seconds() + HEAD_SECONDS
        await self._take_head()
        self._until = machine_seconds() + BODY_SECONDS
        await super().http1_request_header()
        # Whoever asks for the last time may have sent more than we read, and must not lose the answer for it.
        self.protocol.lingers = not self.keep_alive
        if self.head_only:
            self.request.method = "GET"

    async def _take_head(self) -> None:
        """Return when the head is there, is right, and it is the caller's turn; who is refused waits for his turn,
        too."""
        try:
            head = await self._receive_head()
            headers = refuse_head(head, self.request_max_size)
        except BadRequest:
            await self.protocol.have_turn([], bytes(self.recv_buffer[:64]), refused=True)
            raise
        await self.protocol.have_turn(headers.get("x-forwarded-for", []), head)

    async def _receive_head(self) -> bytes:
        while (end := self.recv_buffer.find(b"\r\n\r\n", 0, self.HEADER_MAX_SIZE + 4)) < 0:
            if len(self.recv_buffer) > self.HEADER_MAX_SIZE:
                raise BadRequest(431, "too_long", f"The headers are too long; {self.HEADER_MAX_SIZE} bytes are taken.")
            refuse_beginning(bytes(self.recv_buffer))
            await self._receive_more()
        return bytes(self.recv_buffer[:end])

    async def read(self) -> bytes | None:
        """The next piece of the body."""
        try:
            if self.request_bytes_left == 0 and self.request_body == "chunked":
                await self._let_continue()
                await self._refuse_chunk()
            piece = await super().read()
        except BadRequest as error:
            raise self._given_up(error) from None
        self._until += len(piece or b"") / SLOWEST_BYTES_A_SECOND
        return piece

    async def _let_continue(self) -> None:
        """Ask for a body that its sender keeps back until then."""
        if self.expecting_continue:
            self.expecting_continue = False
            await self._send(HTTP_CONTINUE)

    async def _refuse_chunk(self) -> None:
        while (size := read_chunk_size(bytes(self.recv_buffer[:256]))) is None:
            await self._receive_more()
        if self.request_bytes + size > self.request_max_size:
            raise too_long(self.request_max_size)

    def _given_up(self, error: BadRequest) -> Exception:
        """Nothing more is read of this body. Once the response is out nobody hears of it."""
        self.keep_alive, self.request_body, self.protocol.lingers = False, None, True
        return PayloadTooLarge("") if self.stage is Stage.IDLE else error

    async def error_response(self, exception: Exception) -> None:
        """Say what is wrong with a head, and let it be read before the connection ends."""
        self.protocol.lingers = self.protocol.lingers or self.stage is Stage.REQUEST
        await super().error_response(exception)

    async def _receive_in_time(self) -> None:
        """Wait for more bytes, at most until the deadline of what is being read. Raises BadRequest 408, or 400 when
        none can come any more."""
        if self.stage is Stage.IDLE and not self.request_body:
            return await self._receive_first()
        if self.protocol.ended:
            raise malformed("The request ended before it was whole.")
        await self.protocol.receive_within(self._until - machine_seconds(), self.protocol.wake)
        if machine_seconds() >= self._until:
            raise BadRequest(408, "too_slow", "The request came too slowly; send it again.")

    async def _receive_first(self) -> None:
        """Wait for a request; a connection on which none can come, or comes in time, is over."""
        within = self.protocol.keep_alive_timeout if self._asked_before else FIRST_BYTE_SECONDS
        await self.protocol.receive_within(0.0 if self.protocol.ended else within, self.protocol.close)
        if self.protocol.ended and not self.recv_buffer:
            self.protocol.close()
            # The loss of the connection ends this wait and the task.
            await self.protocol.receive_more()
