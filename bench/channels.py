"""How a client speaks to one channel: opens a conversation, says something, and tells what became of it."""
from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import aiohttp

from bench.records import ANSWERED, EMPTY, REFUSED, UNANSWERED

PENDING = 202
ASK_AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class Outcome:
    """What became of a message; see bench.records.Record."""

    outcome: str
    said: tuple[str, ...] = ()
    status: int = 0
    reason: str = ""
    topic: str = ""


class Rest:
    """Rasa's channel `rest`: a conversation is a name that the client makes up."""

    def __init__(self, http: aiohttp.ClientSession, urls: Sequence[str]) -> None:
        self.http, self.urls = http, urls

    async def open(self) -> str:
        """A new conversation."""
        return uuid.uuid4().hex

    async def say(self, conversation: str, turn: int, text: str) -> Outcome:
        """Send one message and wait for all that is said."""
        url = f"{self.urls[turn % len(self.urls)]}/webhooks/rest/webhook"
        status, body = await post(self.http, url, {"sender": conversation, "message": text})
        if status != 200 or not isinstance(body, list):
            return refused(status, body)
        said = tuple(message.get("text", "") for message in body)
        return Outcome(ANSWERED if any(said) else EMPTY, said, status)


class Web:
    """This project's channel: a conversation is a signed session, which stays with one of the ``urls`` as nginx.conf
    has it."""

    def __init__(self, http: aiohttp.ClientSession, urls: Sequence[str]) -> None:
        self.http, self.urls = http, urls

    async def open(self) -> str:
        """A new session. Raises aiohttp.ClientError when none is given."""
        status, body = await post(self.http, f"{self.urls[0]}/webhooks/web/sessions", {})
        if status != 201:
            raise aiohttp.ClientError(f"no session: {status} {body}")
        return body["session"]

    def url_of(self, conversation: str) -> str:
        """The process that a conversation stays with."""
        return self.urls[crc32(conversation.encode()) % len(self.urls)]

    async def say(self, conversation: str, turn: int, text: str) -> Outcome:
        """Send one message; a reply that is kept for pick-up is asked for until it is there."""
        url = f"{self.url_of(conversation)}/webhooks/web/messages"
        message = {"session": conversation, "id": str(turn), "text": text}
        status, body = await post(self.http, url, message)
        while status == PENDING:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            status, body = await post(self.http, url, message)
        if status != 200 or "messages" not in body:
            return refused(status, body)
        said = tuple(message["text"] for message in body["messages"])
        return Outcome(ANSWERED if any(said) else EMPTY, said, status, topic=body["receipt"]["topic"])


async def post(http: aiohttp.ClientSession, url: str, body: dict) -> tuple[int, dict | list]:
    """Status and JSON of the answer; a body that is no JSON comes as an empty object."""
    async with http.post(url, json=body) as response:
        try:
            return response.status, json.loads(await response.read())
        except ValueError:
            return response.status, {}


def refused(status: int, body: dict | list) -> Outcome:
    """An error with a reason that a program can read; without one nobody was told why."""
    reason = str(body.get("error") or body.get("reason") or "") if isinstance(body, dict) else ""
    return Outcome(REFUSED if reason else UNANSWERED, (), status, reason or f"status {status} without a reason")


CHANNELS = {"rest": Rest, "web": Web}
