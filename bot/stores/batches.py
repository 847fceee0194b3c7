"""Store work off the event loop, with a deadline, and all that waits in one transaction: one flush to disk for many turns."""
from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

MOST_AT_ONCE = 64
WITHIN_SECONDS = 8.0
# PostgreSQL's code for two transactions that waited for each other; each work alone cannot do that.
DEADLOCK = "40P01"


class StoreTooSlow(SQLAlchemyError):
    """The database did not answer within the deadline; whether the work was committed is not known."""


@dataclass
class Waiting:
    """One piece of work, the future its caller awaits, and what came of it."""

    work: Callable[[Connection], Any]
    future: asyncio.Future
    loop: asyncio.AbstractEventLoop
    outcome: Any = None
    error: BaseException | None = None


class Batches:
    """Runs functions of a connection in one thread. They must leave no trace outside the database, since a batch in
    which one fails is rolled back and its works are run again, each in a transaction of its own."""

    def __init__(self, engine: Engine, within: float = WITHIN_SECONDS) -> None:
        self.engine, self.within = engine, within
        self._queue: queue.SimpleQueue[Waiting] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work(connection, *arguments)`` returns, after its commit. Raises what it raised, or StoreTooSlow."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(lambda connection: work(connection, *arguments), loop.create_future(), loop)
        self._start()
        self._queue.put(waiting)
        try:
            return await asyncio.wait_for(waiting.future, self.within)
        except asyncio.TimeoutError:
            raise StoreTooSlow(f"The database did not answer within {self.within:g} seconds.") from None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < MOST_AT_ONCE and not self._queue.empty():
                batch.append(self._queue.get())
            # A caller who gave up is not served late: nothing is stored that nobody was told of.
            batch = [waiting for waiting in batch if not waiting.future.cancelled()]
            try:
                if not self._committed(batch):
                    for waiting in batch:
                        self._alone(waiting)
            except OperationalError as error:
                # The database is away, locked or full: nobody's work would go better alone.
                for waiting in batch:
                    waiting.error = error
            deliver(batch)

    def _committed(self, batch: list[Waiting]) -> bool:
        """Run all in one transaction; False when one of them failed or was given up and nothing is committed. Raises
        OperationalError."""
        with self.engine.connect() as connection:
            try:
                for waiting in batch:
                    waiting.outcome = waiting.work(connection)
            except OperationalError as error:
                if len(batch) > 1 and getattr(error.orig, "pgcode", None) == DEADLOCK:
                    return False
                raise
            except Exception as error:
                batch[0].error = error if len(batch) == 1 else None
                return len(batch) == 1
            if any(waiting.future.cancelled() for waiting in batch):
                return False
            connection.commit()
        return True

    def _alone(self, waiting: Waiting) -> None:
        if not waiting.future.cancelled():
            self._committed([waiting])


def deliver(batch: list[Waiting]) -> None:
    """Hand the outcomes to the loops that await them; a loop that has ended awaits nothing."""
    for loop in {waiting.loop for waiting in batch}:
        mine = [waiting for waiting in batch if waiting.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(partial(resolve, mine))


def resolve(batch: list[Waiting]) -> None:
    """Set the futures of those who still wait."""
    for waiting in batch:
        if waiting.future.done():
            continue
        if waiting.error is not None:
            waiting.future.set_exception(waiting.error)
        else:
            waiting.future.set_result(waiting.outcome)
