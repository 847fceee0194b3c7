"""The way of a question, as steps. docs/path.md tells the same list, each step with a link.

1. received  stored with its channel and id before work begins; the same id joins the running turn or its reply
2. ordered   one turn at a time per conversation
3. answered  understood, decided, acted on, put into words, rendered (bot.turns.talk)
4. finished  reply, receipt, tracker events and items for the content team in one transaction
5. returned  to the caller, or kept for pick-up when the deadline has passed
"""
from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from bot.answering.rendering import Reply
from bot.monitoring.turns_seen import TurnsSeen
from bot.stores.inbox import InboxItem
from bot.stores.turn_store import StoredTurn, TurnStore
from bot.turns.redaction import redact
from bot.turns.talk import Question
from knowledge.clock import parse_instant

Answer = Callable[[Question], Awaitable[tuple[Reply, list[dict[str, Any]]]]]
TRIES = 3


class Turns:
    """Runs turns, each in a task of its own: the web server cancels a handler whose client hangs up, the turn goes on.

    ``apology`` is what is said when a turn has failed ``TRIES`` times.
    """

    def __init__(
        self, store: TurnStore, answer: Answer, apology: Callable[[], Reply], deadline: float, seen: TurnsSeen | None = None,
    ) -> None:
        self.seen = seen or TurnsSeen()
        self.store, self.answer, self.apology, self.deadline = store, answer, apology, deadline
        self._running: dict[tuple[str, str], asyncio.Task] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def submit(self, question: Question, client_id: str) -> dict[str, Any] | None:
        """The reply as JSON; None when it is not ready within the deadline (it is kept and can be fetched later).

        Raises the database's error when the turn cannot be stored: nothing was answered then.
        """
        request = {key: value for key, value in asdict(question).items() if key != "conversation"}
        with self.seen.receiving(question.channel):
            turn = await off_loop(self.store.receive, question.conversation, client_id, request)
        if turn.reply is not None:
            return turn.reply
        task = self._start(turn)
        done, _ = await asyncio.wait({task}, timeout=self.deadline)
        if not done:
            self.seen.pending(turn)
        return task.result() if done else None

    async def resume(self) -> int:
        """Take up turns that a stopped process left; returns how many."""
        turns = await off_loop(self.store.unfinished)
        for turn in turns:
            self._start(turn)
        return len(turns)

    def _start(self, turn: StoredTurn) -> asyncio.Task:
        key = (turn.conversation, turn.client_id)
        if key not in self._running:
            task = asyncio.get_running_loop().create_task(self._run(turn))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return self._running[key]

    async def _run(self, turn: StoredTurn) -> dict[str, Any]:
        watch = self.seen.watch(turn)
        async with self._locks[turn.conversation]:
            watch.passed("waited")
            reply, events = await self._answer_or_apologise(turn)
            watch.passed("answered")
            stored = reply.as_json()
            await off_loop(self.store.finish, turn, stored, events, inbox_items(turn.request, reply))
            watch.done(reply)
            return stored

    async def _answer_or_apologise(self, turn: StoredTurn) -> tuple[Reply, list[dict[str, Any]]]:
        question = Question(conversation=turn.conversation, **turn.request)
        for attempt in range(1, TRIES + 1):
            try:
                return await self.answer(question)
            except Exception as error:
                # Whatever a turn stumbles over, the resident gets an answer and the operator the reason.
                self.seen.failed(turn, attempt, error)
        return self.apology(), []


def inbox_items(request: dict[str, Any], reply: Reply) -> tuple[InboxItem, ...]:
    """An item for each way in which the reply gives no answer; a button's question is its payload. The question is
    kept without what tells who asked."""
    question = redact(request.get("text") or request.get("payload") or "")
    about = parse_instant(reply.receipt.as_of)
    return tuple(InboxItem(kind, reply.receipt.topic, question, about) for kind in reply.refusals)


async def off_loop(work: Callable, *arguments: Any) -> Any:
    """Run blocking work in a thread, so that the event loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)
