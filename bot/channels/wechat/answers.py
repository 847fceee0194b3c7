"""Answers to pushes within the official five seconds; a reply that takes longer is promised and delivered later."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.requests import LONGEST_TEXT
from bot.channels.wechat.dedup import Deduplicator
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.intents import GiveOwed, Greet, Nothing, Say, intent_of
from bot.channels.wechat.request_verifier import Opened
from bot.rasa_engine.agent import Question
from bot.turns.turns import Busy, Turns
from knowledge import clock
from knowledge.answers import fill
from knowledge.releases import Release

log = logging.getLogger(__name__)
# Seconds from the push: when a reply that is not there yet is noted as owed, so that this is on disk in good time; when
# "success" is said; and when there is an answer whatever happens.
OWED_AFTER, REPLY_WITHIN, ANSWER_WITHIN = 2.5, 4.0, 4.2
TYPING_AFTER = 1.0
VOICE_OFF = (
    "A voice message came without its words. Speech recognition is switched on in the account's admin pages, see "
    "docs/tasks/connect-wechat.md; until then residents are asked to type."
)


class Answers:
    """``greeting`` makes a reply of a release; ``constants`` fill the placeholders that come from settings."""

    def __init__(
        self, turns: Turns, delivery: Delivery, release: Callable[[], Release],
        greeting: Callable[[Release], dict[str, Any]], constants: Callable[[], dict[str, str]],
    ) -> None:
        self.turns, self.delivery, self.release, self.constants = turns, delivery, release, constants
        self._greet, self.dedup = greeting, Deduplicator(turns.store.batches.run)
        self._answering: set[asyncio.Task] = set()
        self._voice_told = False

    @property
    def greeting(self) -> dict[str, Any]:
        """The greeting that is current now, as a reply."""
        return self._greet(self.release())

    async def in_time(self, opened: Opened) -> str | None:
        """What to say, in a task of its own that goes on when the official server hangs up."""
        kept = asyncio.Event()
        task = asyncio.create_task(self.answer(opened, clock.machine_seconds(), kept))
        self._answering.add(task)
        task.add_done_callback(self._answered)
        done, _ = await asyncio.wait({task}, timeout=ANSWER_WITHIN)
        try:
            return task.result() if done else self._unanswered(opened, task, kept, "it took too long")
        except (SQLAlchemyError, Busy) as error:
            return self._unanswered(opened, task, kept, type(error).__name__)

    def _unanswered(self, opened: Opened, task: asyncio.Task, kept: asyncio.Event, reason: str) -> str | None:
        """What to say when there is no answer: nothing where it is sure to come, or that the message was not stored;
        then it is not answered later either, whatever the store still makes of it."""
        incoming = opened.incoming
        if kept.is_set() or self.turns.is_running(incoming.conversation, incoming.client_id):
            self.delivery.later(self.delivery.tell_after(task, incoming.conversation, incoming.client_id))
            return None
        task.cancel()
        self.delivery.later(self.delivery.withdraw(incoming.conversation, incoming.client_id))
        log.error("a message was not stored (%s); the resident is asked to send it again", reason)
        return self.phrase("wechat_not_stored")

    def _answered(self, task: asyncio.Task) -> None:
        self._answering.discard(task)
        # Read here too: whoever waited may be gone.
        if not task.cancelled():
            task.exception()

    async def answer(self, opened: Opened, since: float, kept: asyncio.Event) -> str | None:
        """What to say to a message; ``since`` is the machine second at which it came, ``kept`` is set once it is in the
        store, or needs no place there. Raises BadRequest for a nonce that came with another message."""
        incoming = opened.incoming
        inbound = await self.dedup.admit(opened.signed.key, incoming, self.greeting)
        release = self.release()
        intent = intent_of(incoming, inbound, release.answers, release.words["wechat_go_on"].text)
        if isinstance(intent, Nothing):
            return None
        if isinstance(intent, Say):
            self._tell_operator(intent)
            return self.phrase(intent.phrase)
        if isinstance(intent, (Greet, GiveOwed)):
            kept.set()
            given = self.greeting if isinstance(intent, Greet) else None
            return await self._say(incoming.conversation, incoming.client_id, given)
        reply = await self._ask(intent, opened, since, kept)
        return None if reply is None else await self._say(incoming.conversation, incoming.client_id, reply)

    async def _ask(
        self, question: Question, opened: Opened, since: float, kept: asyncio.Event
    ) -> dict[str, Any] | None:
        """The reply of the turn, or None when it is not ready; typing is shown while it lasts."""
        conversation, client_id = opened.incoming.conversation, opened.incoming.client_id
        typing = asyncio.get_running_loop().call_later(TYPING_AFTER, self.delivery.typing, opened.incoming.openid)
        try:
            reply = await self.turns.submit(question, client_id, deadline=until(OWED_AFTER, since))
            kept.set()
            if reply is not None:
                return reply
            await self.delivery.promise(conversation, client_id)
            return await self.delivery.wait(conversation, client_id, until(REPLY_WITHIN, since))
        finally:
            typing.cancel()

    async def _say(self, conversation: str, client_id: str, reply: dict[str, Any] | None) -> str | None:
        said = await self.delivery.passive(conversation, client_id, reply)
        self.delivery.follow_up(conversation)
        return said

    def phrase(self, name: str) -> str:
        """Words that need no turn."""
        return fill(self.release().words[name], limit=LONGEST_TEXT, **self.constants())

    def _tell_operator(self, intent: Say) -> None:
        if intent.phrase == "wechat_no_voice" and not self._voice_told:
            self._voice_told = True
            log.warning(VOICE_OFF)


def until(seconds: float, since: float) -> float:
    """How long it is until so many seconds after ``since``; never quite nothing."""
    return max(0.01, since + seconds - clock.machine_seconds())
