"""A load generator in a process of its own: reads a plan as JSON from standard input, prints one JSON line a message.

Closed loop: ``clients`` residents, each of whom asks, waits for the answer and asks again. Open loop: messages come at
``rate`` a second whether or not those before them are answered, and wait is counted from when each was due. In both a
conversation ends after ``turns`` messages and a new one begins, and nobody sends two messages at once.
"""
from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle

import aiohttp

from bench.channels import CHANNELS, Outcome
from bench.records import UNANSWERED, Record
from knowledge.clock import machine_seconds


@dataclass(frozen=True)
class Plan:
    """What is sent where. ``questions`` are asked in turn, over again when they run out; ``rate`` 0 is a closed loop.
    Beyond ``patience`` seconds a message is unanswered; ``messages`` ends a closed loop after so many, 0 at its
    time."""

    channel: str
    urls: list[str]
    questions: list[str]
    seconds: float
    clients: int = 1
    rate: float = 0.0
    turns: int = 10
    messages: int = 0
    patience: float = 60.0


class Conversation:
    """A conversation under way and the number of its next turn."""

    def __init__(self, name: str) -> None:
        self.name, self.turn = name, 0


class Load:
    """One run of a plan; ``records`` fill as answers come."""

    def __init__(self, plan: Plan, http: aiohttp.ClientSession) -> None:
        self.plan, self.channel = plan, CHANNELS[plan.channel](http, plan.urls)
        self.questions: Iterator[str] = cycle(plan.questions)
        self.records: list[Record] = []
        self.idle: list[Conversation] = []
        self.started = machine_seconds()

    def now(self) -> float:
        """Seconds since the load began."""
        return machine_seconds() - self.started

    async def run(self) -> list[Record]:
        """All messages sent and their fate known."""
        if self.plan.rate:
            await self.open_loop()
        else:
            await asyncio.gather(*(self.client() for _ in range(self.plan.clients)))
        return self.records

    async def client(self) -> None:
        """A resident who waits for each answer."""
        conversation, asked = None, 0
        while self.now() < self.plan.seconds and (not self.plan.messages or asked < self.plan.messages):
            conversation = await self.message(conversation, next(self.questions), None)
            asked += 1

    async def open_loop(self) -> None:
        """Messages when they are due; each takes a conversation that waits for nothing, or begins one."""
        tasks = []
        for number in range(int(self.plan.rate * self.plan.seconds)):
            due = number / self.plan.rate
            await asyncio.sleep(max(due - self.now(), 0))
            tasks.append(asyncio.create_task(self.due_message(due)))
        await asyncio.gather(*tasks)

    async def due_message(self, due: float) -> None:
        conversation = self.idle.pop(0) if self.idle else None
        left = await self.message(conversation, next(self.questions), due)
        if left:
            self.idle.append(left)

    async def message(self, conversation: Conversation | None, text: str, due: float | None) -> Conversation | None:
        """Say it, in a new conversation if there is none; the conversation if it goes on."""
        try:
            conversation = conversation or Conversation(await asyncio.wait_for(self.channel.open(), self.plan.patience))
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            self.keep(Conversation(""), self.now() if due is None else due, text, lost(error))
            return None
        sent = self.now() if due is None else due
        outcome = await self.say(conversation, text)
        self.keep(conversation, sent, text, outcome)
        conversation.turn += 1
        goes_on = conversation.turn < self.plan.turns and outcome.outcome != UNANSWERED
        return conversation if goes_on else None

    async def say(self, conversation: Conversation, text: str) -> Outcome:
        """The message's outcome; no answer in time and a broken connection are outcomes too."""
        try:
            return await asyncio.wait_for(
                self.channel.say(conversation.name, conversation.turn, text), self.plan.patience
            )
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return lost(error)

    def keep(self, conversation: Conversation, sent: float, text: str, outcome: Outcome) -> None:
        ms = (self.now() - sent) * 1000
        self.records.append(Record(conversation.name, conversation.turn, sent, ms, text=text, **asdict(outcome)))


def lost(error: Exception) -> Outcome:
    """Nothing came back."""
    return Outcome(UNANSWERED, reason=str(error) or type(error).__name__)


async def run_plan(plan: Plan) -> list[Record]:
    """The plan run in this process; connections are kept alive, one for each message under way."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    timeout = aiohttp.ClientTimeout(total=plan.patience)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as http:
        return await Load(plan, http).run()


def in_own_process(plan: Plan) -> list[Record]:
    """The plan run by another process, so that counting takes no time from what is measured."""
    limit = plan.seconds + 2 * plan.patience + 60
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(asdict(plan)), capture_output=True, text=True,
        timeout=limit,
    )
    if done.returncode:
        raise RuntimeError(f"The load generator ended with code {done.returncode}: {done.stderr[-500:]}")
    return [Record(**{**row, "said": tuple(row["said"])}) for row in map(json.loads, done.stdout.splitlines())]


def main() -> None:
    plan = Plan(**json.load(sys.stdin))
    for record in asyncio.run(run_plan(plan)):
        print(json.dumps(asdict(record), ensure_ascii=False))


if __name__ == "__main__":
    main()
