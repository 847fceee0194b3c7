"""Store work in a process of its own. A thread shares the interpreter with all that understands and decides: it took a
third of what one process could answer (docs/benchmarks.md)."""
from __future__ import annotations

import asyncio
import pickle
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.stores.framing import SIZE_BYTES, framed
from bot.stores.group_commit import MOST_AT_ONCE, WITHIN_SECONDS, Job, too_slow
from knowledge import clock
from knowledge.database import sqlite_file
from knowledge.settings import ROOT
from knowledge.store_file import Identity, identity_of

Outcome = tuple[Any, BaseException | None]
# Run in the project's own folder: Python looks for modules in the working directory first.
COMMAND = (sys.executable, "-m", "bot.stores.worker")
# A process that is silent for so many times the deadline has hung; all who asked have given up long before.
HUNG_AFTER = 2


class StoreEnded(SQLAlchemyError):
    """The store's process ended; whether the work was committed is not known."""


Waiting = tuple[Job, asyncio.Future]


class StoreWorker:
    """Runs functions of a connection beside this process, for one event loop at a time. Functions and arguments travel
    as pickles, so functions stand in modules, and those import nothing heavy. The process is started when there is
    work, started again when it was killed, and ends when this one does. All that waits goes there together."""

    def __init__(self, url: str, within: float = WITHIN_SECONDS) -> None:
        self.url, self.within = url, within
        self._known: Identity | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._forget()

    def _forget(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._sent: list[Waiting] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task | None = None
        self._hung: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work(connection, *arguments)`` returns, after its commit. Raises what it raised, StoreTooSlow or
        StoreEnded."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            # What is left belongs to a loop that has ended.
            self._loop = loop
            self._forget()
        future = loop.create_future()
        self._waiting.append((Job(work, arguments, clock.machine_seconds() + self.within), future))
        giving_up = loop.call_later(self.within, give_up, future, self.within)
        self._reading = self._reading or loop.create_task(self._serve())
        if self._process and not self._sent:
            self._send()
        try:
            return await future
        finally:
            giving_up.cancel()

    async def close(self) -> None:
        """Let the process end what it is at, and end; one that hangs is ended."""
        if process := self._process:
            process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), self.within)
            except asyncio.TimeoutError:
                process.kill()

    async def _serve(self) -> None:
        """Start the process, and give its answers to those who wait, until it ends."""
        try:
            # One that is started later has to find the file that the first one found.
            self._known = self._known or identity_of(sqlite_file(self.url))
            self._process = await start(self.url, self._known)
            self._send()
            while True:
                self._resolve(await answer_of(self._process))
                self._send()
        except Exception as error:
            self._ended(error)

    def _ended(self, error: Exception) -> None:
        """The process has ended, answered what cannot be read, or could not be started."""
        if self._process is None:
            self._sent = list(self._waiting)
            self._waiting.clear()
        elif self._process.returncode is None:
            self._process.kill()
        self._process = self._reading = None
        told = StoreEnded("The process that writes the database ended; whether the work was committed is not known.")
        told.__cause__ = error
        self._resolve([(None, told)] * len(self._sent))
        if self._waiting:
            self._reading = self._loop.create_task(self._serve())

    def _send(self) -> None:
        """Send what waits, if anything does."""
        while self._waiting and not self._sent:
            count = min(len(self._waiting), MOST_AT_ONCE)
            taken = [self._waiting.popleft() for _ in range(count)]
            self._sent = [(job, future) for job, future in taken if not future.done()]
            if self._sent:
                self._write()

    def _write(self) -> None:
        try:
            frame = framed([job for job, _ in self._sent])
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            # A function or an argument that cannot travel.
            self._resolve([(None, error)] * len(self._sent))
            return
        self._hung = self._loop.call_later(HUNG_AFTER * self.within, self._process.kill)
        # A pipe that has closed meanwhile is noticed where its answer is read.
        with suppress(RuntimeError, OSError):
            self._process.stdin.write(frame)

    def _resolve(self, outcomes: list[Outcome]) -> None:
        sent, self._sent = self._sent, []
        if self._hung:
            self._hung.cancel()
        resolve([(future, *outcome) for (_, future), outcome in zip(sent, outcomes, strict=True)])


async def start(url: str, known: Identity | None = None) -> asyncio.subprocess.Process:
    """A process that works on the database at ``url``, on the ``known`` file only."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe)
    # By the pipe: what an address holds of a password stands neither in a list of processes nor in an environment.
    process.stdin.write(framed((url, known)))
    return process


async def answer_of(process: asyncio.subprocess.Process) -> list[Outcome]:
    """The next list of outcomes that comes out of the pipe."""
    size = await process.stdout.readexactly(SIZE_BYTES)
    return pickle.loads(await process.stdout.readexactly(int.from_bytes(size, "big")))


def give_up(future: asyncio.Future, within: float) -> None:
    """Tell who waits that it takes too long."""
    if not future.done():
        future.set_exception(too_slow(within))


def resolve(outcomes: list[tuple[asyncio.Future, Any, BaseException | None]]) -> None:
    """Set the futures of those who still wait."""
    for future, outcome, error in outcomes:
        if future.done():
            continue
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(outcome)
