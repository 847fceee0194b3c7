"""Storing turns: received before work begins, once only; done together with the events they left, in one
transaction."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cachetools import TTLCache
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.stores import corrections, turn_rows
from bot.stores.context import Context
from bot.stores.feedback import Feedback, judge
from bot.stores.group_commit import WITHIN_SECONDS
from bot.stores.inbox import InboxItem
from bot.stores.thread_worker import Batches
from bot.stores.turn_rows import Finished, StoredTurn
from bot.stores.worker_client import StoreWorker
from knowledge import clock
from knowledge.database import migrate
from knowledge.talk_codes.codes import TalkCode, give

MIGRATIONS = Path(__file__).parent / "migrations"
# How often a turn that lost the race for its number comes again.
RACES = 5
# Buttons stay good for this many turns.
REMEMBERED_TURNS = 20
# Conversations whose events are at hand; each takes up to a fifth of a megabyte.
RECENT, RECENT_SECONDS = 256, 300.0
Finishing = Callable[[Connection, StoredTurn, Finished], "Finished | bool"]


class TurnStore:
    """Every method raises SQLAlchemyError when the database refuses or takes longer than ``within`` seconds.
    ``batches`` do its work; without them a thread does. ``finishing`` writes down what a turn leaves, or
    something else, which it returns then, or nothing, and returns False."""

    def __init__(
        self, engine: Engine, within: float = WITHIN_SECONDS, batches: Batches | StoreWorker | None = None,
        finishing: Finishing = turn_rows.finish,
    ) -> None:
        self.engine, self.finishing = engine, finishing
        self.batches = batches or Batches(engine, within)
        self.recent: TTLCache[str, tuple[int, Context]] = TTLCache(RECENT, RECENT_SECONDS, clock.machine_seconds)
        migrate(engine, MIGRATIONS, "bot_version")

    async def receive(self, conversation: str, client_id: str, request: dict[str, Any]) -> StoredTurn:
        """The stored turn of this id, new or known; another process may number its turn alike, some times in a row."""
        last, _ = self.recent.get(conversation, (0, None))
        for _ in range(RACES):
            with suppress(IntegrityError):
                return await self.batches.run(turn_rows.receive, conversation, client_id, request, last)
        return await self.batches.run(turn_rows.receive, conversation, client_id, request)

    async def find(self, conversation: str, client_id: str) -> StoredTurn | None:
        """The turn of this id, if it was received."""
        return await self.batches.run(turn_rows.find, conversation, client_id)

    async def load(self, turn: StoredTurn, anew: bool = False) -> tuple[Context, list[StoredTurn]]:
        """The conversation before ``turn``, and its turns up to it that wait for a reply. Not read from the database,
        unless ``anew``, when this process left the turn before it or there is none: if another process has gone on
        since, finishing the turn fails."""
        number, context = self.recent.pop(turn.conversation, None) or (0, Context())
        if number == turn.number - 1 and not anew:
            return context, [turn]
        return await self.batches.run(turn_rows.load, turn.conversation, turn.number)

    async def finish(self, turn: StoredTurn, finished: Finished, context: Context | None = None) -> Finished | None:
        """Commit what a turn leaves, and return what that is in the end; ``context`` is the conversation after what it
        was to leave. None, and nothing is committed, when something newer is published by now. Raises
        FinishedElsewhere."""
        outcome = await self.batches.run(self.finishing, turn, finished)
        if context is not None and outcome is True:
            self.recent[turn.conversation] = turn.number, context
        return finished if outcome is True else outcome or None

    async def unfinished(self, older_than: float = 0.0) -> list[StoredTurn]:
        """Turns without a reply that were received more than so many seconds ago, oldest first."""
        return await self.batches.run(turn_rows.unfinished, clock.machine_utc() - timedelta(seconds=older_than))

    async def after(self, conversation: str, client_id: str | None) -> list[StoredTurn]:
        """Turns of a conversation behind the one with ``client_id`` (the last ones without one), oldest first."""
        return await self.batches.run(turn_rows.after, conversation, client_id)

    async def given(self, conversation: str) -> None:
        """The corrections of a conversation were fetched."""
        await self.batches.run(corrections.mark_given, conversation)

    async def judge(self, turn: StoredTurn, feedback: Feedback, item: InboxItem | None) -> None:
        """Keep what a resident thinks of a turn's reply, and the item that it makes for the content team."""
        await self.batches.run(judge, turn, feedback, item)

    async def give_code(self, conversation: str, secret: str) -> TalkCode:
        """The code by which somebody at the hotline may see the conversation."""
        return await self.batches.run(give, conversation, secret, clock.machine_utc())

    async def last_used(self, conversation: str) -> datetime | None:
        """The machine instant at which the last message of a conversation was received; None for none."""
        return await self.batches.run(turn_rows.last_used, conversation)

    async def offered_payloads(self, conversation: str) -> set[str]:
        """Payloads of buttons that this conversation was shown lately."""
        replies = await self.batches.run(turn_rows.last_replies, conversation, REMEMBERED_TURNS)
        return {b["payload"] for reply in replies for message in reply["messages"] for b in message["buttons"]}
