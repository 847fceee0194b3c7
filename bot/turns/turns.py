"""Runs turns: received, ordered, answered, finished, returned. bot.turns.pipeline tells all steps and where each
stands."""
from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.answering.rendering import Reply
from bot.model_rollout.current import NotHeld
from bot.monitoring.turn_metrics import TurnObserver
from bot.privacy.redaction import redact
from bot.rasa_engine.agent import Question
from bot.stores.context import Context, EventData
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import Finished, FinishedElsewhere, StoredTurn
from bot.stores.turn_store import TurnStore
from bot.turns.fair_semaphore import FairSemaphore
from bot.turns.locks import ProcessLocks
from bot.turns.stage_times import StageTimes
from knowledge import clock
from knowledge.clock import parse_instant

Answer = Callable[[Question, Sequence[EventData]], Awaitable[tuple[Reply, list[EventData]]]]
OnDone = Callable[[StoredTurn, dict[str, Any]], Awaitable[None]]
# Of a question, beside its request or for this process alone.
NOT_STORED = ("conversation", "language", "understood")
# How long a try waits for the one before it to be forgotten: an action server comes up again in a few seconds.
PAUSES = (0.0, 0.5, 3.0)
TRIES = len(PAUSES)
# How often a turn is answered again because something newer was published before its commit.
EDITIONS = 5
# Of a receipt: nobody guesses one, and it can be read out.
RECEIPT_BYTES = 8
# So many turns are done in a second or two; later turns would miss their deadline anyway.
MOST_UNDER_WAY = 100
# Of these so many are worked on side by side, the others wait for them in their order: a hundred side by side would all
# be done late. Nobody waits longer than this many seconds, should those in front wait for an action server that is
# mute.
SIDE_BY_SIDE, WAITS_SECONDS = 24, 2.5


class Busy(RuntimeError):
    """Too many turns are under way: the message is not stored, and its sender is asked to send it again soon."""


class Overtaken(RuntimeError):
    """A turn was answered again and again, and each time something newer was published before its commit."""


async def nothing_newer() -> None:
    """Where nothing is published."""


class Turns:
    """Runs turns, each in a task of its own: the web server cancels a handler whose client hangs up, the turn goes on.

    ``apology`` is what is said when a turn has failed ``TRIES`` times; ``deadline`` is in seconds. Each of ``on_done``
    is called with turn and reply after the commit, in the process that ran the turn. ``look`` learns of what was
    published since.
    """

    def __init__(
        self, store: TurnStore, answer: Answer, apology: Callable[[], Reply], deadline: float,
        locks: ProcessLocks | None = None, seen: TurnObserver | None = None,
        look: Callable[[], Awaitable[None]] = nothing_newer,
    ) -> None:
        self.look = look
        self.seen = seen or TurnObserver()
        self.store, self.answer, self.apology, self.deadline = store, answer, apology, deadline
        self.locks = locks or ProcessLocks()
        self.on_done: list[OnDone] = []
        self._running: dict[tuple[str, str], asyncio.Task] = {}
        self._places = FairSemaphore(SIDE_BY_SIDE)
        self._telling: set[asyncio.Task] = set()

    async def submit(self, question: Question, client_id: str, deadline: float | None = None) -> dict[str, Any] | None:
        """The reply as JSON; None when it is not ready within the deadline: the turn is stored, goes on or is taken up
        again, and its reply can be fetched later.

        Raises Busy, or the database's error when the turn cannot be stored: nothing was answered then.
        """
        turn = await self._receive(question, client_id)
        if turn.reply is not None:
            return turn.reply
        task = self._start(turn)
        await asyncio.wait({task}, timeout=deadline or self.deadline)
        reply = task.result() if task.done() else None
        if reply is None:
            self.seen.pending(turn)
        return reply

    async def _receive(self, question: Question, client_id: str) -> StoredTurn:
        """The stored turn. Raises as ``submit``."""
        request = {key: value for key, value in vars(question).items() if key not in NOT_STORED}
        # A process of before this release, which may take the turn up, knows Chinese alone.
        request |= {"language": question.language} if question.language else {}
        started = clock.machine_seconds()
        try:
            if len(self._running) >= MOST_UNDER_WAY and (question.conversation, client_id) not in self._running:
                raise Busy(f"{len(self._running)} turns are under way.")
            turn = await self.store.receive(question.conversation, client_id, request)
        except Exception as error:
            self.seen.not_stored(question.channel, error)
            raise
        self.seen.received(question.channel, clock.machine_seconds() - started)
        return turn

    async def wait(self, conversation: str, client_id: str) -> dict[str, Any] | None:
        """The reply of a received turn, however long it takes; None when the store fails meanwhile or the turn is not
        known."""
        turn = await self.store.find(conversation, client_id)
        if turn is None or turn.reply is not None:
            return turn and turn.reply
        return await asyncio.shield(self._start(turn))

    def is_running(self, conversation: str, client_id: str) -> bool:
        """Whether this process is at work on a turn; then it is stored."""
        return (conversation, client_id) in self._running

    async def resume(self, older_than: float = 0.0) -> int:
        """Take up turns without a reply that were received so many seconds ago; returns how many are new to this
        process."""
        left = [turn for turn in await self.store.unfinished(older_than) if key_of(turn) not in self._running]
        for turn in left:
            self._start(turn)
        return len(left)

    def _start(self, turn: StoredTurn) -> asyncio.Task:
        key = key_of(turn)
        if key not in self._running:
            task = asyncio.get_running_loop().create_task(self._run(turn))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return self._running[key]

    async def _run(self, turn: StoredTurn) -> dict[str, Any] | None:
        """The turn's reply; None when the store fails or what is current cannot be answered from: the turn stays stored
        and is taken up again."""
        times = StageTimes()
        try:
            async with self.locks.hold(turn.conversation), self._places.hold(WAITS_SECONDS):
                return await self._run_in_order(turn, times)
        except (SQLAlchemyError, NotHeld, Overtaken) as error:
            self.seen.store_failed(turn, error)
            return None

    async def _run_in_order(self, turn: StoredTurn, times: StageTimes) -> dict[str, Any] | None:
        """Run what waits in the conversation up to this turn, which another process may have finished meanwhile."""
        anew = False
        while True:
            context, waiting = await self.store.load(turn, anew)
            anew = True
            times.passed("waited")
            try:
                for due in waiting:
                    context, reply = await self._run_one(due, context, times)
            except FinishedElsewhere:
                continue
            if waiting:
                return reply
            # Finished elsewhere, or withdrawn meanwhile.
            found = await self.store.find(turn.conversation, turn.client_id)
            return found and found.reply

    async def _run_one(self, turn: StoredTurn, before: Context, times: StageTimes) -> tuple[Context, dict[str, Any]]:
        """What a turn leaves, committed; answered again as often as something newer was published meanwhile."""
        for _ in range(EDITIONS):
            reply, events = await self._answer_or_apologise(turn, before)
            times.passed("answered")
            left, context = left_by(turn, reply, events, before)
            if stored := await self.store.finish(turn, left, context):
                break
            self.seen.overtaken(turn)
            await self.look()
        else:
            raise Overtaken(f"Something newer was published {EDITIONS} times while a turn was answered.")
        times.passed("committed")
        self.seen.done(turn, reply, times.whole, times.stages)
        for listener in self.on_done:
            task = asyncio.create_task(listener(turn, stored.reply))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        return context if stored is left else before.after(turn.number, stored.events), stored.reply

    async def _answer_or_apologise(self, turn: StoredTurn, before: Context) -> tuple[Reply, list[EventData]]:
        question = Question(conversation=turn.conversation, **turn.request)
        for attempt, pause in enumerate(PAUSES, 1):
            await asyncio.sleep(pause)
            try:
                return await self.answer(question, before.events)
            except Exception as error:
                # Whatever a turn stumbles over, the resident gets an answer and the operator the reason.
                self.seen.failed(turn, attempt, error)
                if isinstance(error, NotHeld):
                    await self.look()
        return self.apology(), []


def key_of(turn: StoredTurn) -> tuple[str, str]:
    """What a turn is known by."""
    return turn.conversation, turn.client_id


def left_by(turn: StoredTurn, reply: Reply, events: list[EventData], before: Context) -> tuple[Finished, Context]:
    """What a turn leaves in the store, under a new receipt, and the conversation after it."""
    items, stored = inbox_items(turn.request, reply), reply.as_json(id=secrets.token_hex(RECEIPT_BYTES))
    context = before.after(turn.number, events)
    snapshot = context.snapshot if context.snapshot is not before.snapshot else None
    origins = tuple(map(tuple, reply.origins))
    publication = reply.receipt.publication
    return Finished(stored, events, items, snapshot, publication, origins, reply.topics, reply.is_danger), context


def inbox_items(request: dict[str, Any], reply: Reply) -> tuple[InboxItem, ...]:
    """An item for each way in which the reply gives no answer; a button's question is its payload. The question is
    kept without what tells who asked."""
    if not reply.refusals:
        return ()
    question = redact(request.get("text") or request.get("payload") or "")
    about = parse_instant(reply.receipt.as_of)
    return tuple(InboxItem(kind, reply.receipt.topic, question, about) for kind in reply.refusals)
