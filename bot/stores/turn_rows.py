"""The statements behind the turn store, each in the caller's transaction. All block."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, column, func, insert, select, table, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql.dml import Update

from bot.stores.context import Context, EventData, Snapshot
from bot.stores.inbox import InboxItem, add_items
from bot.stores.tables import DONE, RECEIVED, EventRow, SnapshotRow, TurnRow
from knowledge import clock
from knowledge.audit.tables import PUBLICATION as LOCK
from knowledge.audit.tables import LockRow
from knowledge.database import Instant

TURN, EVENT, SNAPSHOT = TurnRow.__table__, EventRow.__table__, SnapshotRow.__table__

# So many turns are given to who does not say which was the last that was seen.
LAST_TURNS = 50
# Statements are built once: building them for each turn takes longer than SQLite takes to run them.
HERE = TURN.c.conversation == bindparam("at")
TURNS = select((
    TURN.c.conversation, TURN.c.client_id, TURN.c.number, TURN.c.request, TURN.c.reply, TURN.c.received_at
))
FIND = TURNS.where(HERE, TURN.c.client_id == bindparam("id"))
LAST = select(func.max(TURN.c.number)).where(HERE)
LAST_USED = select((TURN.c.received_at,)).where(HERE).order_by(TURN.c.number.desc()).limit(1)
ADD = insert(TURN)
# The turn of this number, if it is the next one of its conversation and its id is new: one statement for nearly all.
RECEIVED_COLUMNS = (
    TURN.c.conversation, TURN.c.client_id, TURN.c.number, TURN.c.request, TURN.c.state, TURN.c.received_at
)
ADD_NEXT = insert(TURN).from_select(
    [column.name for column in RECEIVED_COLUMNS],
    select(tuple(bindparam(column.name, type_=column.type) for column in RECEIVED_COLUMNS)).where(
        func.coalesce(LAST.scalar_subquery(), 0) == bindparam("last"),
        ~select((TURN.c.id,)).where(HERE, TURN.c.client_id == bindparam("id")).exists(),
    ),
)
WAITING = TURNS.where(HERE, TURN.c.state == RECEIVED, TURN.c.number <= bindparam("upto")).order_by(TURN.c.number)
SNAPSHOT_OF = select((SNAPSHOT.c.turn, SNAPSHOT.c.events)).where(SNAPSHOT.c.conversation == bindparam("at"))
EVENTS = select((EVENT.c.turn, EVENT.c.data)).where(
    EVENT.c.conversation == bindparam("at"), EVENT.c.turn > bindparam("behind")
).order_by(EVENT.c.turn, EVENT.c.position)
FINISH = update(TURN).where(HERE, TURN.c.number == bindparam("nr"), TURN.c.state == RECEIVED).values(
    state=DONE, reply=bindparam("said"), done_at=bindparam("when"), receipt=bindparam("under"),
    said=bindparam("origins"),
)
# As knowledge.desk.tables has it, whose room is more than the process that writes the store needs.
PUBLICATION = table("publication", column("seq"), column("effective_at", Instant))
NEWER = select((PUBLICATION.c.seq,)).where(
    PUBLICATION.c.seq > bindparam("pinned"), PUBLICATION.c.effective_at <= bindparam("when", type_=Instant)
)
# How many steps were taken that change what is said. It is shared: it stands to the end of the transaction.
COUNT = select((LockRow.taken,)).where(LockRow.name == LOCK).with_for_update(read=True)
# Where a connection keeps the transaction in which it shares the lock.
SHARED = "shares_publication"
STILL_RECEIVED = select((TURN.c.id,)).where(HERE, TURN.c.number == bindparam("nr"), TURN.c.state == RECEIVED)


def with_fence(statement: Update) -> tuple[Update, Update]:
    """The statement as it is, and one that writes only while nothing newer than ``pinned`` is published."""
    return statement, statement.where(~NEWER.exists())


MARK = with_fence(FINISH)
ADD_EVENTS = insert(EVENT)
RENEW_SNAPSHOT = update(SNAPSHOT).where(SNAPSHOT.c.conversation == bindparam("at")).values(
    turn=bindparam("upto"), events=bindparam("folded")
)
UNFINISHED = TURNS.where(TURN.c.state == RECEIVED, TURN.c.received_at < bindparam("before")).order_by(TURN.c.id)
BEHIND = TURNS.where(HERE, TURN.c.number > bindparam("behind")).order_by(TURN.c.number)
REPLIES = select((TURN.c.reply,)).where(
    HERE, TURN.c.state == DONE
).order_by(TURN.c.number.desc()).limit(bindparam("count"))


class FinishedElsewhere(RuntimeError):
    """Another process has finished the turn; nothing was written."""


@dataclass(frozen=True)
class StoredTurn:
    """A turn as stored; ``reply`` is None until it is done, ``received_at`` (machine time) until it is read back."""

    conversation: str
    client_id: str
    number: int
    request: dict[str, Any]
    reply: dict[str, Any] | None
    received_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Finished:
    """What a turn leaves: the reply, the tracker events, items for the content team, and a snapshot when it is time.
    ``publication``: the number of what it was answered from (0: of none), which must be current still when it is
    committed; None where there are no publications. ``origins`` are what its words came from (as
    knowledge.answers.Origin), ``topics`` those that it speaks of; ``is_danger``: it says what to do first in a
    danger."""

    reply: dict[str, Any]
    events: list[EventData]
    items: tuple[InboxItem, ...] = ()
    snapshot: Snapshot | None = None
    publication: int | None = None
    origins: tuple[tuple[str, str, str, str], ...] = ()
    topics: tuple[str, ...] = ()
    is_danger: bool = False


def find(connection: Connection, conversation: str, client_id: str) -> StoredTurn | None:
    """The turn of this id, if it was received."""
    row = connection.execute(FIND, {"at": conversation, "id": client_id}).first()
    return as_turn(row) if row else None


def receive(
    connection: Connection, conversation: str, client_id: str, request: dict[str, Any], last: int = 0
) -> StoredTurn:
    """The turn of this id, new or known; quickest when ``last`` is the number of the turn before it. Two processes that
    number a turn alike are told apart by its uniqueness: one fails with IntegrityError and comes again."""
    turn = StoredTurn(conversation, client_id, last + 1, request, None)
    if connection.execute(ADD_NEXT, {**as_row(turn), "at": conversation, "id": client_id, "last": last}).rowcount == 1:
        return turn
    known = find(connection, conversation, client_id)
    if known:
        return known
    turn = replace(turn, number=(connection.execute(LAST, {"at": conversation}).scalar() or 0) + 1)
    connection.execute(ADD, as_row(turn))
    return turn


def as_row(turn: StoredTurn) -> dict[str, Any]:
    """The columns of a turn that is received now."""
    return {
        "conversation": turn.conversation, "client_id": turn.client_id, "number": turn.number, "request": turn.request,
        "state": RECEIVED, "received_at": clock.machine_utc(),
    }


def waiting(connection: Connection, conversation: str, number: int) -> list[StoredTurn]:
    """The turns up to ``number`` that have no reply, in their order; all before the first of them are done."""
    return [as_turn(row) for row in connection.execute(WAITING, {"at": conversation, "upto": number})]


def load(connection: Connection, conversation: str, number: int) -> tuple[Context, list[StoredTurn]]:
    """The conversation as its finished turns left it, and the turns up to ``number`` that wait, in their order."""
    turns = waiting(connection, conversation, number)
    row = connection.execute(SNAPSHOT_OF, {"at": conversation}).first()
    snapshot = Snapshot(row.turn, tuple(row.events)) if row else Snapshot()
    return Context(snapshot, tuple(events_after(connection, conversation, snapshot.turn))), turns


def events_after(connection: Connection, conversation: str, turn: int):
    """The number and the events of each turn behind ``turn``."""
    rows = connection.execute(EVENTS, {"at": conversation, "behind": turn})
    for number, events in groupby(rows, key=lambda row: row.turn):
        yield number, tuple(event.data for event in events)


def finish(connection: Connection, turn: StoredTurn, finished: Finished) -> bool:
    """Reply, events, items and snapshot together: before it the turn has left nothing, after it it is never run again.
    False, and nothing is written, when something newer is published than the turn was answered from. Raises
    FinishedElsewhere."""
    if not mark_done(connection, turn, finished):
        return left_waiting(connection, turn)
    add_rows(connection, turn, finished)
    return True


def mark_done(
    connection: Connection, turn: StoredTurn, finished: Finished, statements: tuple[Update, Update] = MARK, **more: Any
) -> bool:
    """Store the reply and what it came from, where the turn has none and what it was answered from is current; whether
    it is stored. ``statements``, without and with the fence, may ask for ``more``."""
    fenced = finished.publication is not None
    if fenced:
        keep_publishers_out(connection)
        more["pinned"] = finished.publication
    return connection.execute(statements[fenced], {
        "at": turn.conversation, "nr": turn.number, "said": finished.reply, "when": clock.machine_utc(),
        "under": finished.reply.get("receipt", {}).get("id"), "origins": finished.origins, **more,
    }).rowcount == 1


def left_waiting(connection: Connection, turn: StoredTurn) -> bool:
    """False where a turn that could not be finished still waits for its reply. Raises FinishedElsewhere."""
    if connection.execute(STILL_RECEIVED, {"at": turn.conversation, "nr": turn.number}).first():
        return False
    raise FinishedElsewhere(f"Turn {turn.number} of its conversation was finished elsewhere; nothing is written.")


def add_rows(connection: Connection, turn: StoredTurn, finished: Finished) -> None:
    """What a turn leaves beside its reply."""
    add_events(connection, turn, finished.events)
    add_items(connection, turn.conversation, turn.number, finished.items)
    if finished.snapshot:
        keep_snapshot(connection, turn.conversation, finished.snapshot)


def keep_publishers_out(connection: Connection) -> None:
    """Nothing is published from here to the end of the transaction. The clock is read behind this, so that ``done_at``
    tells on which side of a publication a reply is."""
    if connection.dialect.name == "postgresql":
        # Once for all that is committed together. Before its first statement a connection has no transaction yet.
        if not connection.in_transaction() or connection.info.get(SHARED) is not connection.get_transaction():
            connection.execute(COUNT)
            connection.info[SHARED] = connection.get_transaction()
    elif not connection.connection.in_transaction:
        # The one writer, before anything is written: the driver would begin as a reader and wait in the statement.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def add_events(connection: Connection, turn: StoredTurn, events: list[EventData]) -> None:
    """The events of a turn, each with its place."""
    if events:
        connection.execute(ADD_EVENTS, [
            {"conversation": turn.conversation, "turn": turn.number, "position": position, "data": event}
            for position, event in enumerate(events)
        ])


def keep_snapshot(connection: Connection, conversation: str, snapshot: Snapshot) -> None:
    """Put a conversation's snapshot in the place of the one before."""
    values = {"at": conversation, "upto": snapshot.turn, "folded": list(snapshot.events)}
    if not connection.execute(RENEW_SNAPSHOT, values).rowcount:
        row = {"conversation": conversation, "turn": snapshot.turn, "events": list(snapshot.events)}
        connection.execute(insert(SNAPSHOT), row)


def unfinished(connection: Connection, before: datetime) -> list[StoredTurn]:
    """Turns received before a machine instant that have no reply, in the order they were received."""
    return [as_turn(row) for row in connection.execute(UNFINISHED, {"before": before})]


def after(connection: Connection, conversation: str, client_id: str | None) -> list[StoredTurn]:
    """Turns of a conversation behind the one with ``client_id`` (the last ones without one), oldest first."""
    known = find(connection, conversation, client_id) if client_id else None
    last = connection.execute(LAST, {"at": conversation}).scalar() or 0
    behind = {"at": conversation, "behind": known.number if known else last - LAST_TURNS}
    return [as_turn(row) for row in connection.execute(BEHIND, behind)]


def last_used(connection: Connection, conversation: str) -> datetime | None:
    """When the last message of a conversation was received; None for none."""
    return connection.execute(LAST_USED, {"at": conversation}).scalar()


def last_replies(connection: Connection, conversation: str, count: int) -> list[dict[str, Any]]:
    """The last ``count`` replies of a conversation, the latest first."""
    return list(connection.execute(REPLIES, {"at": conversation, "count": count}).scalars())


def as_turn(row: Row) -> StoredTurn:
    """A row as a plain record that outlives its transaction."""
    return StoredTurn(row.conversation, row.client_id, row.number, row.request, row.reply, row.received_at)
