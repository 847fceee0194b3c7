"""Serving the console on a socket that is bound, until SIGTERM."""
from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

# Connections. Each agent at a call holds one for its stream and some more beside it.
MOST_AT_ONCE, ENDS_WITHIN_SECONDS = 1_024, 5
# An agent's connection is kept through the pauses of a call.
IDLE_SECONDS = 75


class Server(uvicorn.Server):
    """SIGTERM ends it; Ctrl-C, which the terminal sends to all processes, is the supervisor's to hear."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        signal.signal(signal.SIGTERM, self.handle_exit)
        yield


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until SIGTERM; what is under way is finished."""
    Server(uvicorn.Config(
        app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
        proxy_headers=False, limit_concurrency=MOST_AT_ONCE, timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=ENDS_WITHIN_SECONDS,
    )).run(sockets=[listening])
