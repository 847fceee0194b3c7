"""One resident with one conversation: sends in order, tries again with the same id, picks up what is pending."""
from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from faults.history import Answer, Attempt
from faults.questions import as_answer
from itsdangerous import URLSafeSerializer

from knowledge import clock

REQUEST_SECONDS = aiohttp.ClientTimeout(total=20)
AGAIN_AFTER = (0.2, 0.4, 0.8, 1.0)


@dataclass
class Client:
    """``base`` is the address of the web channel; ``patience`` is how long a message is tried, in seconds."""

    http: aiohttp.ClientSession
    base: str
    patience: float
    about: dict[str, str]
    attempts: list[Attempt] = field(default_factory=list)
    pending: dict[str, str] = field(default_factory=dict)
    token: str = ""
    conversation: str = ""
    sent: int = 0
    busy: bool = False

    async def say(self, question: str) -> None:
        """Send one message until it is acknowledged or patience ends."""
        self.sent += 1
        self.busy = True
        await self.insist(f"m{self.sent}", question)
        self.busy = False

    async def insist(self, identity: str, question: str) -> None:
        started = clock.machine_seconds()
        for pause in pauses():
            if await self.open_session() and await self.send(identity, question):
                return
            if clock.machine_seconds() - started > self.patience:
                return
            await asyncio.sleep(pause)

    async def open_session(self) -> bool:
        """A session, once; False when the server did not give one."""
        if not self.token:
            status, body = await self.request("POST", "/sessions")
            if status != 201:
                return False
            self.token = body["session"]
            self.conversation = conversation_of(self.token)
        return True

    async def send(self, identity: str, question: str) -> bool:
        """One attempt; True when it was acknowledged."""
        body = {"session": self.token, "id": identity, "text": question}
        sent_at = clock.machine_seconds()
        status, reply = await self.request("POST", "/messages", json=body)
        attempt = self.note(identity, question, sent_at, status, reply)
        if attempt.acknowledged and not attempt.answer:
            self.pending[identity] = question
        return attempt.acknowledged

    async def pick_up_all(self, within: float) -> None:
        """Fetch until nothing is pending or so many seconds have passed."""
        started = clock.machine_seconds()
        while self.pending and clock.machine_seconds() - started < within:
            await self.pick_up()
            await asyncio.sleep(AGAIN_AFTER[0] if self.pending else 0)

    async def pick_up(self) -> None:
        """Fetch what is pending, once."""
        before = f"m{min(int(identity[1:]) for identity in self.pending) - 1}"
        sent_at = clock.machine_seconds()
        status, body = await self.request(
            "GET", "/messages", params={"after": before}, headers={"Authorization": f"Bearer {self.token}"}
        )
        for turn in body.get("turns", ()) if status == 200 else ():
            if turn["id"] in self.pending and not turn.get("pending"):
                self.note(turn["id"], self.pending.pop(turn["id"]), sent_at, status, turn)

    def read(self, reply: Any) -> Answer | None:
        return as_answer(reply)

    def note(self, identity: str, question: str, sent_at: float, status: int | None, reply: Any) -> Attempt:
        answer = self.read(reply) if status == 200 else None
        attempt = Attempt(
            self.conversation, identity, question, self.about[question], sent_at, clock.machine_seconds(), status,
            answer
        )
        self.attempts.append(attempt)
        return attempt

    async def request(self, method: str, path: str, **more: Any) -> tuple[int | None, dict]:
        """Status and body; None and nothing when the connection broke or nobody answered in time."""
        try:
            async with self.http.request(method, f"{self.base}{path}", timeout=REQUEST_SECONDS, **more) as response:
                if response.content_type != "application/json":
                    return response.status, {}
                return response.status, await response.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError):
            return None, {}


def pauses():
    """Seconds between tries: soon at first, then once a second, never all clients together."""
    for seconds in AGAIN_AFTER:
        yield seconds * random.uniform(0.5, 1.5)
    while True:
        yield AGAIN_AFTER[-1] * random.uniform(0.5, 1.5)


def conversation_of(token: str) -> str:
    """The conversation a session token stands for, as the store names it; read without the server's secret."""
    return f"web:{URLSafeSerializer('').loads_unsafe(token)[1]}"
