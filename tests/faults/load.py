"""Residents who ask at a steady rate while something goes wrong, in a thread of their own.

    with Load(url, about, rate=20) as load:
        ... kill, stop, fill up ...
    load.attempts   # after the block every message that was sent is answered or given up
"""
from __future__ import annotations

import asyncio
import itertools
import random
import threading
from contextlib import suppress

import aiohttp
from faults.client import Client
from faults.history import Attempt

from knowledge import clock

PICK_UP_EVERY_SECONDS = 0.5


class Load:
    """``rate`` messages a second over ``clients`` conversations; ``about`` maps each question to what its answer is
    about.

    After the block questions that still queue are not asked, and those asked have ``patience`` seconds left.
    ``channel`` and ``kind`` say where and how clients speak.
    """

    def __init__(
        self, url: str, about: dict[str, str], rate: float = 20.0, clients: int = 20, patience: float = 60.0,
        channel: str = "/webhooks/web", kind: type[Client] = Client,
    ) -> None:
        self.base, self.about, self.rate, self.patience = f"{url}{channel}", about, rate, patience
        self.size, self.kind = clients, kind
        self.clients: list[Client] = []
        self.queues: list[asyncio.Queue] = []
        self.error: BaseException | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="load", daemon=True)

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.set()
        self._thread.join(self.patience * 2 + 30)
        if self.error and error[0] is None:
            raise self.error
        assert not self._thread.is_alive(), "the load did not end"

    @property
    def attempts(self) -> list[Attempt]:
        return [attempt for client in list(self.clients) for attempt in list(client.attempts)]

    @property
    def sent(self) -> int:
        return sum(client.sent for client in list(self.clients))

    @property
    def waiting(self) -> int:
        """Messages acknowledged and not answered yet."""
        return sum(len(client.pending) for client in list(self.clients))

    @property
    def backlog(self) -> int:
        """Questions that wait to be asked, are being asked, or are acknowledged and not answered."""
        return sum(queue.qsize() for queue in self.queues) + self.waiting + sum(
            client.busy for client in list(self.clients)
        )

    def _run(self) -> None:
        try:
            asyncio.run(self._ask())
        except BaseException as error:
            self.error = error

    async def _ask(self) -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            self.clients = [self.kind(http, self.base, self.patience, self.about) for _ in range(self.size)]
            self.queues = [asyncio.Queue() for _ in self.clients]
            talks = [asyncio.create_task(self._talk(*pair)) for pair in zip(self.clients, self.queues, strict=True)]
            fetching = [asyncio.create_task(fetch(client)) for client in self.clients]
            await self._deal_out()
            for queue in self.queues:
                queue.put_nowait(None)
            await asyncio.gather(*talks)
            await self._let_pick_up()
            for task in fetching:
                task.cancel()
            await asyncio.gather(*fetching, return_exceptions=True)

    async def _talk(self, client: Client, queue: asyncio.Queue) -> None:
        """One conversation: the next message when the one before it was acknowledged."""
        while (question := await queue.get()) is not None:
            if not self._ending.is_set():
                await client.say(question)

    async def _deal_out(self) -> None:
        """A question every 1/rate seconds, to the conversations in turn, until told to end."""
        questions, started = list(self.about), clock.machine_seconds()
        for number, queue in enumerate(itertools.cycle(self.queues)):
            delay = started + number / self.rate - clock.machine_seconds()
            await asyncio.sleep(max(0.0, delay))
            if self._ending.is_set():
                return
            queue.put_nowait(random.choice(questions))

    async def _let_pick_up(self) -> None:
        started = clock.machine_seconds()
        while self.waiting and clock.machine_seconds() - started < self.patience:
            await asyncio.sleep(PICK_UP_EVERY_SECONDS)


async def fetch(client: Client) -> None:
    """Pick up what is pending, as often as a page would."""
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(PICK_UP_EVERY_SECONDS * random.uniform(0.5, 1.5))
            if client.pending:
                await client.pick_up()
