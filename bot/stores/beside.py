"""Store work in a process of its own. A thread shares the interpreter with all that understands and decides: it took a
third of what one process could answer (docs/benchmarks.md)."""
from __future__ import annotations

import asyncio
import pickle
import sys
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.stores.batches import resolve
from bot.stores.beside_frames import SIZE_BYTES, framed
from bot.stores.jobs import MOST_AT_ONCE, WITHIN_SECONDS, Job, too_slow
from knowledge import clock

COMMAND = (sys.executable, "-m", "bot.stores.beside_main")
# A process that is silent for so many times the deadline has hung; all who asked have given up long before.
HUNG_AFTER = 2


class StoreEnded(SQLAlchemyError):
    """The store's process ended; whether the work was committed is not known."""


class BesideStore:
    """Runs functions of a connection beside this process, for one event loop at a time. Functions and arguments travel
    as pickles, so functions stand in modules, and those import nothing heavy. The process is started when there is
    work, started again when it was killed, and ends when this one does."""

    def __init__(self, url: str, within: float = WITHIN_SECONDS) -> None:
        self.url, self.within = url, within
        self._waiting: deque[tuple[Job, asyncio.Future]] = deque()
        self._process: asyncio.subprocess.Process | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task | None = None

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work(connection, *arguments)`` returns, after its commit. Raises what it raised, StoreTooSlow or
        StoreEnded."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.append((Job(work, arguments, clock.machine_seconds() + self.within), future))
        self._serve_in(loop)
        try:
            return await asyncio.wait_for(future, self.within)
        except asyncio.TimeoutError:
            raise too_slow(self.within) from None

    async def close(self) -> None:
        """Let the process end what it is at, and end."""
        process, self._process = self._process, None
        if process:
            process.stdin.close()
            await process.wait()

    def _serve_in(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._loop is not loop:
            # What is left belongs to a loop that has ended.
            self._loop, self._process, self._serving = loop, None, None
            self._waiting = deque(entry for entry in self._waiting if entry[1].get_loop() is loop)
        if self._serving is None:
            self._serving = loop.create_task(self._serve())

    async def _serve(self) -> None:
        try:
            while self._waiting:
                count = min(len(self._waiting), MOST_AT_ONCE)
                await self._serve_batch([self._waiting.popleft() for _ in range(count)])
        finally:
            self._serving = None

    async def _serve_batch(self, batch: list[tuple[Job, asyncio.Future]]) -> None:
        batch = [(job, future) for job, future in batch if not future.done()]
        try:
            outcomes = await self._exchange(framed([job for job, _ in batch]))
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
            error = StoreEnded("The process that writes the database ended; whether the work was committed is not known.")
            outcomes = [(None, error)] * len(batch)
        except Exception as error:
            # A function or an argument that cannot travel; nothing was sent.
            outcomes = [(None, error)] * len(batch)
        resolve([(future, *outcome) for (_, future), outcome in zip(batch, outcomes, strict=True)])

    async def _exchange(self, frame: bytes) -> list[tuple[Any, BaseException | None]]:
        """Outcome and error of each job. Raises OSError or IncompleteReadError when the process ended, TimeoutError when
        it hung and was ended."""
        process = self._process or await self._start()
        # Without its answer the process is not asked again: the next one would get it.
        self._process = None
        process.stdin.write(frame)
        try:
            outcomes = await asyncio.wait_for(answer_of(process), HUNG_AFTER * self.within)
        except asyncio.TimeoutError:
            process.kill()
            raise
        self._process = process
        return outcomes

    async def _start(self) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*COMMAND, stdin=pipe, stdout=pipe)
        # By the pipe: what an address holds of a password stands neither in a list of processes nor in an environment.
        process.stdin.write(framed(self.url))
        return process


async def answer_of(process: asyncio.subprocess.Process) -> list[tuple[Any, BaseException | None]]:
    """The next list of outcomes that comes out of the pipe."""
    size = await process.stdout.readexactly(SIZE_BYTES)
    return pickle.loads(await process.stdout.readexactly(int.from_bytes(size, "big")))
