"""A part of `jumin serve`: what is forked for it, where it answers, and how long it may take for that."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver, get_context
from typing import Any

from bot.processes.ending import SUPERVISOR
from bot.processes.sockets import bind, port_of
from bot.processes.waiting import ask, ended, in_thread, readable

CONTEXT = get_context("forkserver")
ASKED_SECONDS = 2.5
# The exit code that multiprocessing gives for one whose end the template did not live to tell.
UNTOLD = 255
# multiprocessing tidies up after those that were killed, and would tell the operator of it.
CLEANED_UP = "ignore:resource_tracker:UserWarning"
# A template that is stopped or hangs neither forks nor tells who has ended. Forking may wait for all that it imports.
TOLD_WITHIN_SECONDS, FORKED_WITHIN_SECONDS = 2.0, 120.0


@dataclass
class Part:
    """``run(listening, said, *arguments)`` is the process; it answers GET ``path`` on the socket ``listening``, which
    is the supervisor's, within ``starts_within`` seconds. What keeps it from starting it tells as a sentence by
    ``said``.
    ``restarts`` is a number that all processes see."""

    name: str
    run: Callable[..., None]
    arguments: tuple[Any, ...]
    listening: socket.socket | None
    path: str
    starts_within: float
    restarts: Any
    port: int = 0
    process: Any = None
    said: connection.Connection | None = None
    ended: asyncio.Task | None = None

    def __post_init__(self) -> None:
        self.port = port_of(self.listening)

    def listen_no_more(self) -> None:
        """Refuse callers, so that a proxy asks another process at once."""
        if self.listening is not None:
            self.listening.close()
            self.listening = None

    async def start(self, turn: asyncio.Lock) -> None:
        """Fork it; the task ``ended`` gives its exit code. Takes as long as the template still imports, in which the
        event loop goes on; ``turn`` is held by one at a time, since multiprocessing counts its children in one list.
        Raises OSError or EOFError when there is no template, PortTaken."""
        self.listening = self.listening or bind(self.port)
        self.said, say = CONTEXT.Pipe(duplex=False)
        self.process = CONTEXT.Process(
            target=self.run, args=(self.listening, say, *self.arguments), name=self.name, daemon=True
        )
        async with turn:
            # By the main thread: whom it starts would end with any other.
            ensure_template()
            starting = asyncio.ensure_future(in_thread(self.process.start))
            await asyncio.wait({starting}, timeout=FORKED_WITHIN_SECONDS)
            if not starting.done():
                signal_template(signal.SIGKILL)
            await starting
        say.close()
        self.ended = asyncio.create_task(self._end(turn))

    async def _end(self, turn: asyncio.Lock) -> int:
        told = asyncio.ensure_future(readable(self.process.sentinel))
        if await ended(self.process.pid):
            await asyncio.wait({told}, timeout=TOLD_WITHIN_SECONDS)
            if not told.done():
                # A mute template; the next start makes another one.
                signal_template(signal.SIGKILL)
        await told
        async with turn:
            self.process.join()
        if self.process.exitcode == UNTOLD:
            # The template ended first; whether this one goes on is not known, and two must not serve.
            self.signal(signal.SIGKILL)
        return self.process.exitcode

    def signal(self, *numbers: int) -> None:
        """Send signals to the process that was started."""
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, number)

    async def kill(self) -> None:
        """End it at once."""
        self.signal(signal.SIGKILL)
        await asyncio.shield(self.ended)

    def sentence(self) -> str:
        """What it told of why it could not start; empty if nothing."""
        with suppress(EOFError, OSError):
            return self.said.recv() if self.said.poll() else ""
        return ""

    async def answers(self, within: float = ASKED_SECONDS) -> bool:
        """Whether it answers with 200."""
        try:
            return await asyncio.wait_for(ask(self.port, self.path), within) == b"200"
        except (OSError, asyncio.TimeoutError):
            return False


def shared_count() -> Any:
    """A number, its ``value``, that the supervisor counts up and a forked process reads."""
    return CONTEXT.RawValue("L", 0)


def ensure_template() -> None:
    """Start the process that parts are forked from, unless it runs."""
    os.environ[SUPERVISOR] = str(os.getpid())
    if CLEANED_UP not in sys.warnoptions:
        sys.warnoptions.append(CLEANED_UP)
    CONTEXT.set_forkserver_preload(["bot.serve.template"])
    forkserver.ensure_running()


def signal_template(number: int) -> None:
    """Send a signal to the template, if one was started."""
    template = forkserver._forkserver._forkserver_pid
    if template is not None:
        with suppress(ProcessLookupError):
            os.kill(template, number)
