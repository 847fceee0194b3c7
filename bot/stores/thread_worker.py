"""Store work off the event loop in a thread: for tests and for commands. What serves has a process for it
(worker_client.py)."""
from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.engine import Engine

from bot.stores.group_commit import MOST_AT_ONCE, WITHIN_SECONDS, Job, commit_together, too_slow
from bot.stores.worker_client import resolve
from knowledge import clock


@dataclass
class Waiting:
    """One job and the future its caller awaits."""

    job: Job
    future: asyncio.Future
    loop: asyncio.AbstractEventLoop


class Batches:
    """Runs functions of a connection in one thread, for any number of event loops."""

    def __init__(self, engine: Engine, within: float = WITHIN_SECONDS) -> None:
        self.engine, self.within = engine, within
        self._queue: queue.SimpleQueue[Waiting] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work(connection, *arguments)`` returns, after its commit. Raises what it raised, or StoreTooSlow."""
        loop = asyncio.get_running_loop()
        job = Job(work, arguments, clock.machine_seconds() + self.within)
        waiting = Waiting(job, loop.create_future(), loop)
        self._start()
        self._queue.put(waiting)
        try:
            return await asyncio.wait_for(waiting.future, self.within)
        except asyncio.TimeoutError:
            raise too_slow(self.within) from None

    async def close(self) -> None:
        """Nothing: the thread ends with its process."""

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < MOST_AT_ONCE and not self._queue.empty():
                batch.append(self._queue.get())
            commit_together(self.engine, [waiting.job for waiting in batch])
            deliver(batch)


def deliver(batch: list[Waiting]) -> None:
    """Hand the outcomes to the loops that await them; a loop that has ended awaits nothing."""
    for loop in {waiting.loop for waiting in batch}:
        mine = [(waiting.future, waiting.job.outcome, waiting.job.error) for waiting in batch if waiting.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(partial(resolve, mine))
