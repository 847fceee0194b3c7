"""Agents with callers on the line, in a process of its own: reads a plan as JSON from standard input, prints one number
a line: the milliseconds from a piece's sending to the state of the cards that it led to, as the agent's stream has it.

Each agent has signed in, begins a call, listens to its stream and sends pieces, each when it is due; a call that has
been told ends, and another begins. Many pieces change nothing, and nothing is counted of them.
"""
from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp

from bot.training.train import ROOT
from knowledge.clock import machine_seconds
from labs.evaluation.calls import read_calls

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
CALLS = sorted((ROOT / "tests/cases/calls").glob("*.yml"))
# What comes to nothing after so long is told as a fault.
PATIENCE = 30.0


@dataclass(frozen=True)
class CallPlan:
    """Consoles, an account for each agent with the one password, how many pieces a second each sends, and for how
    long."""

    consoles: list[str]
    agents: list[str]
    password: str
    rate: float
    seconds: float


@dataclass
class Agent:
    """One at the desk. ``sent`` is when each piece of the call at hand was sent, in machine seconds."""

    http: aiohttp.ClientSession
    url: str
    name: str
    call: str = ""
    sent: dict[str, float] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)

    async def sign_in(self, password: str) -> None:
        """Raises RuntimeError where the console does not let the agent in."""
        async with self.http.get(f"{self.url}/login") as response:
            token = TOKEN.search(await response.text())
        form = {"csrf_token": token[1] if token else "", "name": self.name, "password": password}
        async with self.http.post(f"{self.url}/login", data=form, allow_redirects=False) as response:
            if response.status != 303:
                raise RuntimeError(f"{self.name} cannot sign in: {response.status}.")

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self.http.post(f"{self.url}/hotline/{path}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def take(self, pieces: Sequence[dict[str, Any]], due: float, rate: float) -> float:
        """One call, its first piece at ``due``; when the next would be due."""
        self.call, self.sent = (await self.post("calls", {}))["call"], {}
        listening = asyncio.create_task(self.listen())
        for piece in pieces:
            await asyncio.sleep(max(due - machine_seconds(), 0))
            self.sent[piece["text"]] = due
            await self.post(f"calls/{self.call}/pieces", piece)
            due += 1 / rate
        await asyncio.sleep(max(due - machine_seconds(), 0))
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await self.post(f"calls/{self.call}/end", {})
        return due

    async def listen(self) -> None:
        """A state is that of the piece that the stream told of before it."""
        last, kind = 0.0, ""
        async with self.http.get(f"{self.url}/hotline/calls/{self.call}/cards?said") as stream:
            async for raw in stream.content:
                line = raw.decode().rstrip("\n")
                if line.startswith(("event: ", "id: ")):
                    kind = line.partition(": ")[2] if line.startswith("event") else "state"
                elif line.startswith("data: ") and kind == "piece":
                    last = self.sent.get(json.loads(line[6:])["text"], 0.0)
                elif line.startswith("data: ") and kind == "state" and last:
                    self.milliseconds.append((machine_seconds() - last) * 1000)
                    last = 0.0


async def take_calls(plan: CallPlan) -> list[float]:
    """The plan run in this process. Agents begin one after the other, so that their pieces do not come all at once."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    told = [call["pieces"] for call in read_calls(CALLS)]
    agents = []
    for number, name in enumerate(plan.agents):
        http = aiohttp.ClientSession(
            connector=connector, connector_owner=False, cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=PATIENCE, sock_read=PATIENCE),
        )
        agents.append(Agent(http, plan.consoles[number % len(plan.consoles)], name))
        await agents[-1].sign_in(plan.password)
    start = machine_seconds() + 1
    print("ready", flush=True)
    try:
        await asyncio.gather(*(at_work(agent, told[number:] + told[:number], start, plan, number)
                               for number, agent in enumerate(agents)))
    finally:
        for agent in agents:
            await agent.http.close()
        await connector.close()
    return [ms for agent in agents for ms in agent.milliseconds]


async def at_work(
    agent: Agent, calls: Sequence[Sequence[dict[str, Any]]], start: float, plan: CallPlan, number: int
) -> None:
    due = start + number / len(plan.agents) / plan.rate
    for pieces in cycle(calls):
        due = await agent.take(pieces, due, plan.rate)
        if due >= start + plan.seconds:
            return


class CallLoad:
    """The plan run by another process, so that counting takes no time from what is measured; ``begin`` returns when all
    agents have signed in."""

    def __init__(self, plan: CallPlan, log: Path) -> None:
        self.log = log.open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.call_load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            text=True,
        )
        self.process.stdin.write(json.dumps(asdict(plan)))
        self.process.stdin.close()

    def begin(self) -> None:
        """Raises RuntimeError."""
        if self.process.stdout.readline().strip() != "ready":
            raise self._fault()

    def end(self) -> list[float]:
        """Milliseconds of each piece that changed what is shown. Raises RuntimeError."""
        lines = self.process.stdout.read().splitlines()
        if self.process.wait():
            raise self._fault()
        return [float(line) for line in lines]

    def _fault(self) -> RuntimeError:
        self.process.wait()
        self.log.seek(0)
        return RuntimeError(f"The calls ended with code {self.process.returncode}: {self.log.read()[-500:]}")


def main() -> None:
    for ms in asyncio.run(take_calls(CallPlan(**json.load(sys.stdin)))):
        print(f"{ms:.3f}")


if __name__ == "__main__":
    main()
