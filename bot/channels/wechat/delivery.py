"""Telling late replies: by the official API where the account may write, otherwise with the resident's next message."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Row
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.wechat import inbound_store, late, late_queue
from bot.channels.wechat.composing import Composer, Part
from bot.channels.wechat.late import PERHAPS, SENT, TO_GIVE, WAITING
from bot.channels.wechat.messages import CHANNEL
from bot.channels.wechat.results import Refused, Result, Sent, Then, Unknown
from bot.channels.wechat.sending import Sender
from knowledge import clock
from knowledge.answers import fill as words

if TYPE_CHECKING:
    from bot.turns.anew import Anew
    from bot.turns.turns import Turns

log = logging.getLogger(__name__)
EVERY_SECONDS, AGAIN_SECONDS = 5.0, 1.0
# A process that was stopped between mark and call does not make the call when it wakes up.
CALL_WITHIN = timedelta(seconds=10)
CALLS_AT_ONCE = 8


class Delivery:
    """Late replies of all conversations. ``sender`` is None when the account has no API: nothing is sent by itself.
    ``anew`` tells of a receipt whether something else holds by now, and says it; without it nothing ever does."""

    def __init__(
        self, turns: Turns, compose: Callable[[], Composer], sender: Sender | None, anew: Anew | None = None
    ) -> None:
        self.turns, self.compose, self.sender, self.anew = turns, compose, sender, anew
        self.run = turns.store.batches.run
        # Threads of its own: a slow API must not hold up anything else.
        self.threads = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="wechat-api")
        self._tasks: set[asyncio.Task] = set()
        self._sending: set[str] = set()

    @property
    def first_state(self) -> str:
        """What a late reply starts in."""
        return WAITING if self.sender else TO_GIVE

    async def promise(self, conversation: str, client_id: str) -> None:
        """Note that the reply of a running turn is owed."""
        await self.run(late.promise, conversation, client_id, clock.machine_utc())

    async def wait(self, conversation: str, client_id: str, seconds: float) -> dict[str, Any] | None:
        """The reply of a turn that is owed, for the passive reply; None when it takes longer: it is told when it is
        done."""
        running = asyncio.ensure_future(self.turns.wait(conversation, client_id))
        done, _ = await asyncio.wait({running}, timeout=seconds)
        if done and running.result() is not None:
            return running.result()
        self.later(self._when_done(conversation, client_id, running))
        return None

    async def tell_after(self, answering: asyncio.Task, conversation: str, client_id: str) -> None:
        """Tell what the passive reply should have said, as soon as the store lets it be noted."""
        with suppress(SQLAlchemyError):
            if await answering is None:
                # Promised, or nothing is to be said.
                return
        await self.insist(late.take_back, conversation, client_id, clock.machine_utc(), self.first_state)
        await self._when_done(conversation, client_id, self.turns.wait(conversation, client_id))
        await self.send(conversation)

    async def withdraw(self, conversation: str, client_id: str) -> None:
        """Take out of the store what may be there of a message whose resident was told that it is not."""
        await self.insist(late.withdraw, conversation, client_id)

    async def insist(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Run statements as soon as the store takes them."""
        while True:
            try:
                return await self.run(work, *arguments)
            except SQLAlchemyError:
                await asyncio.sleep(AGAIN_SECONDS)

    async def passive(self, conversation: str, client_id: str, reply: dict[str, Any] | None) -> str | None:
        """The passive reply to a message (see late.passive); further parts follow by themselves."""
        await self.hold_against_now(conversation)
        return await self.run(
            late.passive, conversation, client_id, reply, self.compose(), clock.machine_utc(), self.first_state)

    def follow_up(self, conversation: str) -> None:
        """Send what is left once the passive reply is out."""
        if self.sender:
            self.later(self._after(late.AFTER_PASSIVE.total_seconds(), conversation))

    def typing(self, openid: str) -> None:
        """Show that an answer is being written."""
        if self.sender:
            asyncio.get_running_loop().run_in_executor(self.threads, self.sender.typing, openid, True)

    def later(self, work: Any) -> None:
        """Run ``work`` beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a late reply waits for the next look: %s", type(task.exception()).__name__)

    async def _when_done(self, conversation: str, client_id: str, running: Awaitable) -> None:
        reply = await running
        if reply is not None:
            await self.fill(conversation, client_id, reply)
            await self.send(conversation)

    async def fill(self, conversation: str, client_id: str, reply: dict[str, Any]) -> None:
        """Put the words of a finished turn into its promise, behind what is still owed."""
        await self.hold_against_now(conversation)
        await self.run(
            late.fill, conversation, client_id, reply, self.compose(), clock.machine_utc(), self.first_state)

    async def _after(self, seconds: float, conversation: str) -> None:
        await asyncio.sleep(seconds)
        await self.send(conversation)

    async def send(self, conversation: str) -> None:
        """Send what is due in a conversation, one after the other."""
        if self.sender is None or conversation in self._sending:
            return
        self._sending.add(conversation)
        try:
            while True:
                await self.hold_against_now(conversation)
                if not (row := await self.run(late_queue.claim, conversation, clock.machine_utc())):
                    break
                await self._send_one(row, conversation.removeprefix(f"{CHANNEL}:"))
        finally:
            self._sending.discard(conversation)

    async def hold_against_now(self, conversation: str) -> None:
        """Of what is written and not told, whatever may be otherwise by now is said anew; where that cannot be, the
        resident is asked to ask again."""
        if self.anew is None:
            return
        compose = self.compose()
        ask_again = words(compose.words["wechat_changed"])
        for client_id, receipt in await self.run(late.untold, conversation, ask_again):
            if await self.anew.has_changed(receipt):
                reply = await self.anew.say(receipt)
                parts = said_anew(compose, client_id, reply) if reply else [Part(ask_again, ask_again)]
                await self.run(
                    late.take_the_place, conversation, client_id, parts, reply and reply["receipt"]
                )

    async def _send_one(self, row: Row, openid: str) -> None:
        marked = clock.machine_seconds()
        result = await asyncio.get_running_loop().run_in_executor(self.threads, call, self.sender, row, openid, marked)
        if isinstance(result, Refused) and result.then is Then.AGAIN:
            await self.run(late_queue.again, row, clock.machine_utc(), result.pause)
            return
        await self.run(late_queue.settle, row.id, state_after(result), isinstance(result, Refused))

    async def watch(self, every: float = EVERY_SECONDS, stale: timedelta = late_queue.STALE) -> None:
        """Never returns: takes up what another process, or this one before it was stopped, has left."""
        while True:
            try:
                await self.look(stale)
            except SQLAlchemyError as error:
                log.error("the store cannot be asked for late replies: %s", type(error).__name__)
            await asyncio.sleep(every)

    async def look(self, stale: timedelta = late_queue.STALE) -> None:
        """One look. ``stale``: how long ago a call must have been marked for its process to be gone."""
        now = clock.machine_utc()
        count = await self.run(late_queue.give_up, now - stale)
        if count:
            log.warning("%s late replies may or may not have been sent; they are offered with the next message", count)
        for row in await self.run(late_queue.answered, now):
            await self.fill(row.conversation, row.client_id, row.reply)
        for conversation in await self.run(late_queue.due, now):
            self.later(self.send(conversation))
        await self.run(late_queue.forget, now)
        await self.run(inbound_store.forget, now)


def said_anew(compose: Composer, client_id: str, reply: dict[str, Any]) -> list[Part]:
    """The messages of a reply in the place of another, under a line that says so."""
    lead = {"text": words(compose.words["wechat_anew"]), "buttons": [], "card": None}
    return compose(client_id, {**reply, "messages": [lead, *reply["messages"]]}, [], False)


def state_after(result: Result | None) -> str:
    """What a late reply is in after its call, or without one: it is told again only where it surely was not told."""
    if isinstance(result, Sent):
        return SENT
    return PERHAPS if isinstance(result, Unknown) else TO_GIVE


def call(sender: Sender, row: Row, openid: str, marked: float) -> Result | None:
    """One message to the official API; None when too much time has passed since it was marked. Blocks."""
    if clock.machine_seconds() - marked > CALL_WITHIN.total_seconds():
        return None
    if not row.menu:
        return sender.send_text(openid, row.text)
    result = sender.send_menu(openid, row.head, [(key, title) for key, title in row.menu])
    if isinstance(result, Refused) and result.then is Then.AS_TEXT:
        return sender.send_text(openid, row.text)
    return result


