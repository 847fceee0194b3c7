"""The queue of late replies: the next one, permission to send it, and its result. Statements, as in late."""
from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Row

from bot.channels.wechat.late import GIVEN, LATE, OFFERED, PERHAPS, SENDING, SENT, TO_GIVE, WAITING, move, unsettled
from bot.channels.wechat.quota import Act, Kind, left
from bot.channels.wechat.tables import WeChatResidentRow
from bot.stores.corrections import is_correction
from bot.stores.tables import DONE, TurnRow

TURN, RESIDENT = TurnRow.__table__, WeChatResidentRow.__table__
# Longer than any call takes with its time-outs and repetitions: who marked it is gone.
STALE = timedelta(seconds=90)
TRIES = 5
# What nobody asked for leaves so many messages for what somebody does.
LEFT_FOR_REPLIES = 2
# Settled rows are of no use once nobody can ask for the message again.
KEPT = timedelta(days=3)


def claim(connection: Connection, conversation: str, now: datetime) -> Row | None:
    """The next message that may be sent now, marked as being sent. What may not be sent waits for the next message,
    and so does everything behind it, so that nothing is told before what it follows."""
    for row in unsettled(connection, conversation):
        if is_correction(row.client_id) and (
            row.state == TO_GIVE or not may_send(connection, conversation, now, LEFT_FOR_REPLIES)
        ):
            # It holds up nothing that was asked.
            move(connection, row.id, WAITING, state=TO_GIVE)
            continue
        if row.state == WAITING and row.not_before > now:
            return None
        if row.state == TO_GIVE or not may_send(connection, conversation, now):
            hold_back(connection, conversation)
            return None
        if move(connection, row.id, WAITING, state=SENDING, called_at=now):
            return row
    return None


def hold_back(connection: Connection, conversation: str) -> None:
    """Nothing of what is written is sent by itself any more."""
    for row in unsettled(connection, conversation):
        move(connection, row.id, WAITING, state=TO_GIVE)


def may_send(connection: Connection, conversation: str, now: datetime, beyond: int = 0) -> bool:
    """Whether the official quota leaves a message, and so many beyond it."""
    row = connection.execute(select(RESIDENT).where(RESIDENT.c.conversation == conversation)).first()
    if row is None:
        return False
    acts = [Act(Kind.MESSAGE, row.message_at)] if row.message_at else []
    acts += [Act(Kind.of(row.act), row.act_at)] if row.act else []
    called = select(LATE.c.called_at).where(LATE.c.conversation == conversation, LATE.c.called_at.is_not(None))
    return left(acts, connection.execute(called).scalars(), now) > beyond


def settle(connection: Connection, identifier: int, state: str, refused: bool) -> None:
    """What became of a call. One that was refused counts against no quota."""
    move(connection, identifier, SENDING, state=state, **({"called_at": None} if refused else {}))


def again(connection: Connection, row: Row, now: datetime, pause: float) -> None:
    """A call that surely reached nobody is made again after ``pause`` seconds, some times; ``row`` as it was
    claimed."""
    state = WAITING if row.tries + 1 < TRIES else TO_GIVE
    move(
        connection, row.id, SENDING, state=state, tries=row.tries + 1, not_before=now + timedelta(seconds=pause),
        called_at=None
    )


def due(connection: Connection, now: datetime) -> list[str]:
    """Conversations with a message to send."""
    query = select(LATE.c.conversation).where(
        LATE.c.state == WAITING, LATE.c.text.is_not(None), LATE.c.not_before <= now
    )
    return list(connection.execute(query.distinct()).scalars())


def answered(connection: Connection, now: datetime) -> list[Row]:
    """Promises whose turn is done and whose words were not put in: their process is gone."""
    query = select(TURN.c.conversation, TURN.c.client_id, TURN.c.reply).where(
        LATE.c.conversation == TURN.c.conversation, LATE.c.client_id == TURN.c.client_id, TURN.c.state == DONE,
        LATE.c.state == WAITING, LATE.c.text.is_(None), LATE.c.not_before <= now)
    return list(connection.execute(query))


def give_up(connection: Connection, called_before: datetime) -> int:
    """Messages that were marked as being sent and never settled may have arrived: they are not told again unless the
    resident asks for them. Returns how many."""
    gone = update(LATE).where(LATE.c.state == SENDING, LATE.c.called_at < called_before)
    return connection.execute(gone.values(state=PERHAPS)).rowcount


def forget(connection: Connection, now: datetime) -> None:
    """Delete what was settled days ago."""
    connection.execute(delete(LATE).where(LATE.c.state.in_((SENT, GIVEN, OFFERED)), LATE.c.not_before < now - KEPT))
