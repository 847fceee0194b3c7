"""Storing turns: received before work begins, once only; done together with the events they left, in one transaction."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.stores.inbox import InboxItem, add_items
from bot.stores.tables import EventRow, TurnRow
from knowledge import clock
from knowledge.database import migrate, transaction

MIGRATIONS = Path(__file__).parent / "migrations"
# Buttons stay good for this many turns.
REMEMBERED_TURNS = 20


@dataclass(frozen=True)
class StoredTurn:
    """A turn as stored; ``reply`` is None until it is done."""

    conversation: str
    client_id: str
    number: int
    request: dict[str, Any]
    reply: dict[str, Any] | None


class TurnStore:
    """All methods block; callers keep them off the event loop."""

    def __init__(self, engine: Engine):
        self.engine = engine
        migrate(engine, MIGRATIONS, "bot_version")

    def receive(self, conversation: str, client_id: str, request: dict[str, Any]) -> StoredTurn:
        """The stored turn of this id, new or known. A race for the same id or number is run again."""
        while True:
            with transaction(self.engine) as session:
                known = self._find(session, conversation, client_id)
                if known:
                    return as_turn(known)
            try:
                with transaction(self.engine) as session:
                    return as_turn(self._add(session, conversation, client_id, request))
            except IntegrityError:
                continue

    def _find(self, session: Session, conversation: str, client_id: str) -> TurnRow | None:
        query = select(TurnRow).where(TurnRow.conversation == conversation, TurnRow.client_id == client_id)
        return session.execute(query).scalar_one_or_none()

    def _add(self, session: Session, conversation: str, client_id: str, request: dict[str, Any]) -> TurnRow:
        last = session.execute(select(func.max(TurnRow.number)).where(TurnRow.conversation == conversation)).scalar()
        row = TurnRow(
            conversation=conversation, client_id=client_id, number=(last or 0) + 1, request=request,
            state="received", received_at=clock.machine_utc(),
        )
        session.add(row)
        session.flush()
        return row

    def finish(
        self, turn: StoredTurn, reply: dict[str, Any], events: list[dict[str, Any]], items: tuple[InboxItem, ...] = ()
    ) -> None:
        """Reply, events and inbox items in one transaction: before it the turn has left nothing, after it it is never
        run again."""
        with transaction(self.engine) as session:
            changed = session.execute(
                update(TurnRow)
                .where(TurnRow.conversation == turn.conversation, TurnRow.number == turn.number, TurnRow.state == "received")
                .values(state="done", reply=reply, done_at=clock.machine_utc())
            )
            if changed.rowcount != 1:
                raise RuntimeError(f"Turn {turn.number} of its conversation was finished elsewhere; nothing is written.")
            session.add_all(
                EventRow(conversation=turn.conversation, turn=turn.number, position=position, data=event)
                for position, event in enumerate(events)
            )
            add_items(session, turn.conversation, turn.number, items)

    def unfinished(self) -> list[StoredTurn]:
        """Turns that a stopped process left, in the order they were received."""
        query = select(TurnRow).where(TurnRow.state == "received").order_by(TurnRow.id)
        with transaction(self.engine) as session:
            return [as_turn(row) for row in session.execute(query).scalars()]

    def after(self, conversation: str, client_id: str | None) -> list[StoredTurn]:
        """Turns of a conversation behind the one with ``client_id`` (all without one), oldest first."""
        query = select(TurnRow).where(TurnRow.conversation == conversation).order_by(TurnRow.number)
        with transaction(self.engine) as session:
            turns = [as_turn(row) for row in session.execute(query).scalars()]
        known = next((turn.number for turn in turns if turn.client_id == client_id), 0)
        return [turn for turn in turns if turn.number > known]

    def offered_payloads(self, conversation: str) -> set[str]:
        """Payloads of buttons that this conversation was shown lately."""
        query = (
            select(TurnRow.reply).where(TurnRow.conversation == conversation, TurnRow.state == "done")
            .order_by(TurnRow.number.desc()).limit(REMEMBERED_TURNS)
        )
        with transaction(self.engine) as session:
            replies = session.execute(query).scalars().all()
        return {b["payload"] for reply in replies for message in reply["messages"] for b in message["buttons"]}

    def events(self, conversation: str) -> list[dict[str, Any]]:
        """All tracker events of a conversation, oldest first."""
        query = select(EventRow.data).where(EventRow.conversation == conversation)
        with transaction(self.engine) as session:
            return list(session.execute(query.order_by(EventRow.turn, EventRow.position)).scalars())


def as_turn(row: TurnRow) -> StoredTurn:
    """A row as a plain record that outlives its session."""
    return StoredTurn(row.conversation, row.client_id, row.number, row.request, row.reply)
