"""The console's way to the serving process of this machine, for calls."""
from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import ujson
from sqlalchemy.orm import Session

from bot.hotline.inside import KEY, PATH, key_of
from bot.nlu.content import topics
from bot.privacy.redaction import redact
from bot.processes.sockets import HOST
from bot.stores.inbox import InboxItem, add_item
from bot.turns.fair_semaphore import FairSemaphore
from knowledge.calls.store import PREFIX
from knowledge.calls.talking import Away, Refused, Rejected
from knowledge.settings import Settings

# Suggestions of one console, of all calls; and how many seconds one waits for its place at most.
SIDE_BY_SIDE, WAITS_SECONDS = 3, 2.5
ANSWERS_WITHIN_SECONDS, LONGEST_QUESTION = 5.0, 500
OK, BAD_REQUEST = 200, 400
# Kinds of items in the inbox: another answer is the right one, or no notice says it.
WRONG, UNSTATED = "wrong", "not_stated"


class SuggestionClient:
    """What knowledge.calls.talking.Talking says."""

    def __init__(self, settings: Settings) -> None:
        self.address = f"http://{HOST}:{settings.port}{PATH}"
        self.headers = {KEY: key_of(settings.secret), "Content-Type": "application/json"}
        self._session: aiohttp.ClientSession | None = None
        self._places = FairSemaphore(SIDE_BY_SIDE)

    def place(self) -> AbstractAsyncContextManager[bool]:
        """One of few: residents' turns, of which many more are worked on side by side, come first, and of a call in
        which more is said while it waits only the newest is asked."""
        return self._places.hold(WAITS_SECONDS)

    async def suggest(self, said: Sequence[tuple[str, bool]], facts: dict[str, Any]) -> dict[str, Any]:
        """The state of a call."""
        return await self._ask("suggest", {"said": said, "facts": facts})

    async def places(self, text: str) -> list[str]:
        """Places by a name."""
        return (await self._ask("places", {"text": text}))["places"]

    async def talk(self, conversation: str) -> list[dict[str, Any]]:
        """What a resident's conversation was told, and what would be said now."""
        return (await self._ask("talk", {"conversation": conversation}))["turns"]

    def mask(self, text: str) -> str:
        """A text without what tells who somebody is."""
        return redact(text)

    def report(self, session: Session, rejected: Rejected) -> None:
        """Into the content team's inbox."""
        kind, topic = (WRONG, rejected.topic) if rejected.topic else (UNSTATED, topics().none_fits)
        item = InboxItem(kind, topic, rejected.question[:LONGEST_QUESTION], rejected.about)
        add_item(session, PREFIX + rejected.call, rejected.number, item, rejected.at)

    async def _ask(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """Raises Away, Refused."""
        try:
            async with self._kept().post(
                f"{self.address}/{what}", data=ujson.dumps(body, ensure_ascii=False).encode()
            ) as response:
                answer = ujson.loads(await response.read())
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise Away(f"The serving process cannot be asked: {type(error).__name__}.") from None
        if response.status == BAD_REQUEST:
            raise Refused(answer["message"])
        if response.status != OK:
            raise Away(f"The serving process answers {response.status}.")
        return answer

    def _kept(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            within = aiohttp.ClientTimeout(total=ANSWERS_WITHIN_SECONDS)
            self._session = aiohttp.ClientSession(headers=self.headers, timeout=within)
        return self._session
