"""The protocol that both Sanic apps are run with: ``app.run(protocol=guarded())``."""
from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial

from sanic.server.protocols.http_protocol import HttpProtocol

from bot.guard.allowance import Shares
from bot.guard.crowd import Crowd
from bot.guard.http import GuardedHttp

# Who is refused may still be sending: it is let finish a while, unread, for closing on it would take away the answer.
LINGER_SECONDS, LINGER_BYTES = 2.0, 4 * 1024 * 1024
# A caller who does not take his answer does not keep it here, nor his connection.
TAKES_ANSWER_SECONDS = 12.0


def guarded(most_connections: int | None = None, shares: Shares | None = None) -> partial:
    """The protocol for one process; by default as many connections as its limit of open files allows, and each address
    has as much of it as it asks for."""
    return partial(GuardedProtocol, crowd=Crowd(most_connections), shares=shares)


class GuardedProtocol(HttpProtocol):
    """One connection."""

    HTTP_CLASS = GuardedHttp
    __slots__ = ("_crowd", "_peer", "_shares", "_takes", "_unread", "ended", "lingers")

    def __init__(self, *, crowd: Crowd, shares: Shares | None = None, **more) -> None:
        super().__init__(**more)
        self._shares = shares
        self.lingers, self.ended = False, False
        self._http, self._crowd, self._peer, self._unread, self._takes = None, crowd, "", None, None

    @property
    def busy(self) -> bool:
        """A request is being answered; without one the connection may be ended."""
        return bool(self._http)

    def wake(self) -> None:
        """End a wait for bytes, so that who waits looks at the time."""
        self._data_received.set()

    async def receive_within(self, seconds: float, otherwise: Callable[[], None]) -> None:
        """Wait for bytes; ``otherwise`` is called when none came in time."""
        timer = self.loop.call_later(max(0.0, seconds), otherwise)
        try:
            await self.receive_more()
        finally:
            timer.cancel()

    def eof_received(self) -> bool:
        """A caller who has said all is still answered; whether the connection stays open for that."""
        self.ended = True
        self.wake()
        return self._unread is None

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        # Paused from the first byte on that the system does not take, so that the last part of an answer counts, too.
        transport.set_write_buffer_limits(high=0)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # What the system took and cannot get rid of, while there is room for more of it.
            milliseconds = int(TAKES_ANSWER_SECONDS * 1000)
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        self._peer = self.conn_info.client_ip
        superfluous = self._crowd.enter(self._peer, self)
        if superfluous is not None:
            superfluous.transport.abort()

    def connection_lost(self, exc) -> None:
        self._crowd.leave(self._peer, self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._unread is None:
            return super().data_received(data)
        self._unread += len(data)
        if self._unread > LINGER_BYTES:
            self.transport.abort()

    def heard(self) -> None:
        """A request begins."""
        self._crowd.heard(self._peer, self)

    async def have_turn(self, forwarded: list[str], head: bytes, refused: bool = False) -> None:
        """Return when a request of this caller, or its refusal, is due."""
        if self._shares:
            await self._shares.wait(self._peer, forwarded, head, refused)

    def pause_writing(self) -> None:
        """Some of an answer is not taken; whoever takes nothing more of it is let go."""
        super().pause_writing()
        self._takes = self.loop.call_later(TAKES_ANSWER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """All that was written is taken, or the connection has ended."""
        super().resume_writing()
        if self._takes is not None:
            self._takes.cancel()
            self._takes = None

    def close(self, timeout: float | None = None) -> None:
        """End the connection; behind a refusal only its answering half at first."""
        if not self.lingers or self._unread is not None or not self.transport or self.transport.is_closing():
            return super().close(timeout)
        self._unread = 0
        self.transport.write_eof()
        self.transport.resume_reading()
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)
