"""The statements behind the turn store, each in the caller's transaction. All block."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, Row

from bot.stores.context import Context, EventData, Snapshot
from bot.stores.inbox import InboxItem, add_items
from bot.stores.tables import DONE, RECEIVED, EventRow, SnapshotRow, TurnRow
from knowledge import clock

TURN, EVENT, SNAPSHOT = TurnRow.__table__, EventRow.__table__, SnapshotRow.__table__
COLUMNS = (TURN.c.conversation, TURN.c.client_id, TURN.c.number, TURN.c.request, TURN.c.reply)


class FinishedElsewhere(RuntimeError):
    """Another process has finished the turn; nothing was written."""


@dataclass(frozen=True)
class StoredTurn:
    """A turn as stored; ``reply`` is None until it is done."""

    conversation: str
    client_id: str
    number: int
    request: dict[str, Any]
    reply: dict[str, Any] | None


@dataclass(frozen=True)
class Finished:
    """What a turn leaves: the reply, the tracker events, items for the content team, and a snapshot when it is time."""

    reply: dict[str, Any]
    events: list[EventData]
    items: tuple[InboxItem, ...] = ()
    snapshot: Snapshot | None = None


def find(connection: Connection, conversation: str, client_id: str) -> StoredTurn | None:
    """The turn of this id, if it was received."""
    query = select(COLUMNS).where(TURN.c.conversation == conversation, TURN.c.client_id == client_id)
    row = connection.execute(query).first()
    return as_turn(row) if row else None


def receive(connection: Connection, conversation: str, client_id: str, request: dict[str, Any]) -> StoredTurn:
    """The turn of this id, new or known. Two processes that number a turn alike are told apart by its uniqueness: one
    fails with IntegrityError and comes again."""
    known = find(connection, conversation, client_id)
    if known:
        return known
    last = connection.execute(select(func.max(TURN.c.number)).where(TURN.c.conversation == conversation)).scalar()
    turn = StoredTurn(conversation, client_id, (last or 0) + 1, request, None)
    connection.execute(insert(TURN).values(
        conversation=conversation, client_id=client_id, number=turn.number, request=request,
        state=RECEIVED, received_at=clock.machine_utc(),
    ))
    return turn


def load(connection: Connection, conversation: str, number: int) -> tuple[Context, list[StoredTurn]]:
    """The conversation as its finished turns left it, and the turns up to ``number`` that wait, in their order."""
    waiting = select(COLUMNS).where(
        TURN.c.conversation == conversation, TURN.c.state == RECEIVED, TURN.c.number <= number
    ).order_by(TURN.c.number)
    turns = [as_turn(row) for row in connection.execute(waiting)]
    row = connection.execute(
        select(SNAPSHOT.c.turn, SNAPSHOT.c.events).where(SNAPSHOT.c.conversation == conversation)
    ).first()
    snapshot = Snapshot(row.turn, tuple(row.events)) if row else Snapshot()
    return Context(snapshot, tuple(events_after(connection, conversation, snapshot.turn))), turns


def events_after(connection: Connection, conversation: str, turn: int):
    """The number and the events of each turn behind ``turn``."""
    query = select(EVENT.c.turn, EVENT.c.data).where(EVENT.c.conversation == conversation, EVENT.c.turn > turn)
    rows = connection.execute(query.order_by(EVENT.c.turn, EVENT.c.position))
    for number, events in groupby(rows, key=lambda row: row.turn):
        yield number, tuple(event.data for event in events)


def finish(connection: Connection, turn: StoredTurn, finished: Finished) -> None:
    """Reply, events, items and snapshot together: before it the turn has left nothing, after it it is never run again.
    Raises FinishedElsewhere."""
    here = (TURN.c.conversation == turn.conversation, TURN.c.number == turn.number, TURN.c.state == RECEIVED)
    changed = connection.execute(
        update(TURN).where(*here).values(state=DONE, reply=finished.reply, done_at=clock.machine_utc())
    )
    if changed.rowcount != 1:
        raise FinishedElsewhere(f"Turn {turn.number} of its conversation was finished elsewhere; nothing is written.")
    add_events(connection, turn, finished.events)
    add_items(connection, turn.conversation, turn.number, finished.items)
    if finished.snapshot:
        keep_snapshot(connection, turn.conversation, finished.snapshot)


def add_events(connection: Connection, turn: StoredTurn, events: list[EventData]) -> None:
    """The events of a turn, each with its place."""
    if events:
        connection.execute(insert(EVENT), [
            {"conversation": turn.conversation, "turn": turn.number, "position": position, "data": event}
            for position, event in enumerate(events)
        ])


def keep_snapshot(connection: Connection, conversation: str, snapshot: Snapshot) -> None:
    """Put a conversation's snapshot in the place of the one before."""
    values = {"turn": snapshot.turn, "events": list(snapshot.events)}
    changed = connection.execute(update(SNAPSHOT).where(SNAPSHOT.c.conversation == conversation).values(values))
    if not changed.rowcount:
        connection.execute(insert(SNAPSHOT).values(conversation=conversation, **values))


def unfinished(connection: Connection, before: datetime | None = None) -> list[StoredTurn]:
    """Turns received before a machine instant (all without one) that have no reply, in the order they were received."""
    query = select(COLUMNS).where(TURN.c.state == RECEIVED).order_by(TURN.c.id)
    if before is not None:
        query = query.where(TURN.c.received_at < before)
    return [as_turn(row) for row in connection.execute(query)]


def after(connection: Connection, conversation: str, client_id: str | None) -> list[StoredTurn]:
    """Turns of a conversation behind the one with ``client_id`` (all without one), oldest first."""
    known = find(connection, conversation, client_id) if client_id else None
    query = select(COLUMNS).where(TURN.c.conversation == conversation, TURN.c.number > (known.number if known else 0))
    return [as_turn(row) for row in connection.execute(query.order_by(TURN.c.number))]


def last_replies(connection: Connection, conversation: str, count: int) -> list[dict[str, Any]]:
    """The last ``count`` replies of a conversation, the latest first."""
    query = select(TURN.c.reply).where(TURN.c.conversation == conversation, TURN.c.state == DONE)
    return list(connection.execute(query.order_by(TURN.c.number.desc()).limit(count)).scalars())


def as_turn(row: Row) -> StoredTurn:
    """A row as a plain record that outlives its transaction."""
    return StoredTurn(row.conversation, row.client_id, row.number, row.request, row.reply)
