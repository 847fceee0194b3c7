"""Very many open pages, of which some talk: each is an HTTP client with a connection of its own, as a browser is.

A page that talks asks at its time, once in so many seconds, and not before it has its last answer; a wait counts from
when the question was due. At the end the store is asked for each talk.
"""
from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from itertools import cycle, islice

import aiohttp

from bench.channels import Outcome, Web
from bench.load import lost
from bench.records import ANSWERED, Record
from knowledge.clock import machine_seconds

# So many pages are opened at the same time.
OPENING = 50
PATIENCE = 60.0
# Seconds between the page's six tries.
AGAIN_AFTER = (1, 2, 4, 8, 16)


@dataclass(frozen=True)
class Crowd:
    """``pages`` of which ``talking`` ask once in ``every`` seconds for ``seconds``."""

    urls: list[str]
    questions: list[str]
    pages: int
    talking: int
    every: float
    seconds: float


@dataclass(frozen=True)
class Told:
    """What became of each message; how many ``opened`` pages there were; and what the store did not have, or not once,
    or not in the order in which it was asked."""

    records: list[Record]
    opened: int
    faults: list[str]


class OpenPage:
    """A page, and its talk if it has one."""

    def __init__(self, http: aiohttp.ClientSession, urls: Sequence[str], number: int) -> None:
        self.http, self.url, self.channel = http, urls[number % len(urls)], Web(http, urls)
        self.session, self.records = "", []

    async def open(self) -> bool:
        """Fetch the page as a browser does; whether it came."""
        try:
            async with self.http.get(f"{self.url}/", headers={"Accept-Encoding": "gzip"}) as response:
                return response.status == 200 and b"</html>" in await response.read()
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    async def talk(self, questions: Sequence[str], start: float, every: float) -> None:
        """Ask each question when it is due, the first at ``start`` (machine seconds)."""
        for turn, question in enumerate(questions):
            due = start + turn * every
            await asyncio.sleep(max(due - machine_seconds(), 0))
            outcome = await self._ask(turn, question)
            ms = (machine_seconds() - due) * 1000
            self.records.append(Record(self.session, turn, due - start, ms, text=question, **asdict(outcome)))

    async def _ask(self, turn: int, question: str) -> Outcome:
        """Sent again with its id as the page does it, also when the connection was given up while it was quiet."""
        outcome = await self._try(turn, question)
        for pause in AGAIN_AFTER:
            if outcome.outcome == ANSWERED:
                break
            await asyncio.sleep(pause)
            outcome = await self._try(turn, question)
        return outcome

    async def _try(self, turn: int, question: str) -> Outcome:
        try:
            self.session = self.session or await self.channel.open()
            return await self.channel.say(self.session, turn, question)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return lost(error)

    async def faults(self) -> list[str]:
        """What the store has otherwise than it was asked and answered."""
        address = f"{self.channel.url_of(self.session)}/webhooks/web/messages?asked=1"
        async with self.http.get(address, headers={"Authorization": f"Bearer {self.session}"}) as response:
            turns = (await response.json())["turns"] if response.status == 200 else []
        return differences(self.records, turns)


def differences(records: Sequence[Record], turns: Sequence[dict]) -> list[str]:
    """Where the store's ``turns`` are not those that were asked and answered, in their order. Pure."""
    asked = [(str(record.turn), record.text, record.said) for record in records]
    kept = [(turn["id"], turn["asked"].get("text"), tuple(said["text"] for said in turn["messages"])) for turn in turns]
    if [identity for identity, *_ in asked] != [identity for identity, *_ in kept]:
        return [f"asked {[identity for identity, *_ in asked]}, kept {[identity for identity, *_ in kept]}"]
    return [f"asked and said {one}, kept {other}" for one, other in zip(asked, kept, strict=True) if one != other]


async def crowd(plan: Crowd) -> Told:
    """The plan run in this process."""
    async with AsyncExitStack() as ending:
        pages = [OpenPage(await ending.enter_async_context(client()), plan.urls, n) for n in range(plan.pages)]
        opened = await open_all(pages)
        talking, start = pages[:plan.talking], machine_seconds() + 1
        await asyncio.gather(*(page.talk(asks(plan, number), start + number * plan.every / plan.talking, plan.every)
                               for number, page in enumerate(talking)))
        faults = [fault for page in talking for fault in await page.faults()]
    return Told([record for page in talking for record in page.records], opened, faults)


def client() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=1, keepalive_timeout=300), timeout=aiohttp.ClientTimeout(total=PATIENCE)
    )


async def open_all(pages: Sequence[OpenPage]) -> int:
    """How many came."""
    place = asyncio.Semaphore(OPENING)

    async def one(page: OpenPage) -> bool:
        async with place:
            return await page.open()
    return sum(await asyncio.gather(*map(one, pages)))


def asks(plan: Crowd, number: int) -> list[str]:
    """What the page of this number asks."""
    turns = int(plan.seconds / plan.every)
    return list(islice(cycle(plan.questions), number * turns, (number + 1) * turns))
