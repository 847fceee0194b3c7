"""Replies that came too late, as rows: waiting -> sending (marked before the call) -> sent | to_give_with_next ->
given.
One whose call got no answer is perhaps_sent -> offered with the next reply -> given when the resident asks for it.

Statements, each in the caller's transaction; those of the sender stand in late_queue. Every step asks for the state it
starts from, so that of two processes, or of a sender and a passive reply, one alone has a message.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from bot.channels.wechat.composing import Part
from bot.channels.wechat.tables import WeChatLateRow
from bot.stores.tables import RECEIVED, TurnRow

LATE, TURN = WeChatLateRow.__table__, TurnRow.__table__
WAITING, SENDING, SENT, TO_GIVE, GIVEN = "waiting", "sending", "sent", "to_give_with_next", "given"
PERHAPS, OFFERED = "perhaps_sent", "offered"
# What is written and may not have been told.
UNTOLD = (WAITING, TO_GIVE, PERHAPS, OFFERED)
# So that a second message does not overtake the passive reply.
AFTER_PASSIVE = timedelta(seconds=1)
# Longer than a push is held before it is answered.
IN_GOOD_HANDS = timedelta(seconds=3)

Compose = Callable[[str, dict[str, Any], Sequence[str], bool], list[Part]]


def promise(connection: Connection, conversation: str, client_id: str, now: datetime) -> None:
    """Note that the reply to a message is owed, before "success" says so. Until it is said nobody else sees to it."""
    if not of_message(connection, conversation, client_id):
        add(connection, conversation, client_id, 0, Part(""), now + IN_GOOD_HANDS, state=WAITING, text=None)


def fill(
    connection: Connection, conversation: str, client_id: str, reply: dict[str, Any], compose: Compose, now: datetime,
    state: str,
) -> None:
    """Put the words of a finished turn into its promise, behind what could not be sent before; nothing when that was
    done already, or the passive reply took it."""
    here = (LATE.c.conversation == conversation, LATE.c.client_id == client_id, LATE.c.part == 0)
    # Marked first: from here on no other process has this promise.
    if not connection.execute(
        update(LATE).where(*here, LATE.c.state == WAITING, LATE.c.text.is_(None)).values(text="")
    ).rowcount:
        return
    held = [
        row for row in unsettled(connection, conversation) if row.state == TO_GIVE and take(connection, row, client_id)
    ]
    parts = compose(client_id, reply, [row.head for row in held], offer(connection, conversation, client_id))
    values = {
        "state": state, "text": parts[0].text, "head": parts[0].head, "menu": list(parts[0].menu), "not_before": now
    }
    connection.execute(update(LATE).where(*here).values(values))
    add_rest(connection, conversation, client_id, parts, now, state)


def add_rest(
    connection: Connection, conversation: str, client_id: str, parts: list[Part], at: datetime, state: str
) -> None:
    """The parts behind the first."""
    for number, part in enumerate(parts[1:], 1):
        add(connection, conversation, client_id, number, part, at, state=state)


def add(
    connection: Connection, conversation: str, client_id: str, number: int, part: Part, not_before: datetime,
    **values: Any
) -> None:
    here = (TURN.c.conversation == conversation, TURN.c.client_id == client_id)
    turn = select(func.coalesce(func.max(TURN.c.number), 0)).where(*here).scalar_subquery()
    connection.execute(insert(LATE).values(**{
        "turn": turn, "conversation": conversation, "client_id": client_id, "part": number, "text": part.text,
        "head": part.head,
        "menu": list(part.menu), "tries": 0, "not_before": not_before, **values,
    }))


def of_message(connection: Connection, conversation: str, client_id: str) -> list[Row]:
    """The rows of one message, in order."""
    query = select(LATE).where(LATE.c.conversation == conversation, LATE.c.client_id == client_id)
    return list(connection.execute(query.order_by(LATE.c.part)))


def passive(
    connection: Connection, conversation: str, client_id: str, reply: dict[str, Any] | None, compose: Compose,
    now: datetime,
    state: str,
) -> str | None:
    """What the passive reply to a message says: its ``reply`` (none for a bare 「继续」) and before it what is still owed.

    The same again when asked again; None when it is out already, or on its way. ``state`` is what further parts start
    in.
    """
    own = of_message(connection, conversation, client_id)
    if own and own[0].state == GIVEN and own[0].given_with == client_id:
        return own[0].text
    if own and (own[0].state not in (WAITING, TO_GIVE) or not take(connection, own[0], client_id)):
        return None
    if reply is None:
        ask_for(connection, conversation)
    owed = [
        row for row in unsettled(connection, conversation)
        if row.client_id != client_id and take(connection, row, client_id)
    ]
    offered = offer(connection, conversation, client_id)
    parts = compose(client_id, reply or {"messages": []}, [row.head for row in owed], offered)
    if own or owed or offered or len(parts) > 1:
        delete_own(connection, conversation, client_id)
        add(connection, conversation, client_id, 0, parts[0], now, state=GIVEN, given_with=client_id)
        add_rest(connection, conversation, client_id, parts, now + AFTER_PASSIVE, state)
    return parts[0].text


def take_back(connection: Connection, conversation: str, client_id: str, now: datetime, state: str) -> None:
    """Owe again what the passive reply to a message should have given and did not."""
    back = update(LATE).where(
        LATE.c.conversation == conversation, LATE.c.client_id == client_id, LATE.c.state == GIVEN,
        LATE.c.given_with == client_id)
    known = select(TURN.c.id).where(TURN.c.conversation == conversation, TURN.c.client_id == client_id)
    if (
        not connection.execute(back.values(state=state, given_with=None, not_before=now)).rowcount
        and connection.execute(known).first()
    ):
        promise(connection, conversation, client_id, now)


def withdraw(connection: Connection, conversation: str, client_id: str) -> None:
    """Take out a message that is not to be answered, if it came in and has no reply yet."""
    here = (TURN.c.conversation == conversation, TURN.c.client_id == client_id, TURN.c.state == RECEIVED)
    if connection.execute(delete(TURN).where(*here)).rowcount:
        delete_own(connection, conversation, client_id)


def offer(connection: Connection, conversation: str, client_id: str) -> bool:
    """Whether the reply to ``client_id`` says that one before it may be missing; it is said once."""
    here = (LATE.c.conversation == conversation, LATE.c.state == PERHAPS)
    return bool(connection.execute(update(LATE).where(*here).values(state=OFFERED, given_with=client_id)).rowcount)


def ask_for(connection: Connection, conversation: str) -> None:
    """The resident asks for what may be missing, so it is owed."""
    here = (LATE.c.conversation == conversation, LATE.c.state.in_((PERHAPS, OFFERED)))
    connection.execute(update(LATE).where(*here).values(state=TO_GIVE))


def unsettled(connection: Connection, conversation: str) -> list[Row]:
    """What is written and has not been sent, oldest first."""
    query = select(LATE).where(
        LATE.c.conversation == conversation, LATE.c.state.in_((WAITING, TO_GIVE)), LATE.c.text.is_not(None))
    return list(connection.execute(query.order_by(LATE.c.id)))


def untold(connection: Connection, conversation: str, but: str) -> list[tuple[str, dict[str, Any]]]:
    """The messages of which something is written and was not surely told, with the receipts of their turns, or of what
    was said anew; without those that say ``but`` already."""
    query = select(LATE.c.client_id, TURN.c.reply, LATE.c.anew).where(
        LATE.c.conversation == conversation, LATE.c.state.in_(UNTOLD), LATE.c.text.is_not(None), LATE.c.text != but,
        TURN.c.conversation == LATE.c.conversation, TURN.c.client_id == LATE.c.client_id, TURN.c.reply.is_not(None),
    )
    found = {client_id: anew or reply["receipt"] for client_id, reply, anew in connection.execute(query)}
    return list(found.items())


def take_the_place(
    connection: Connection, conversation: str, client_id: str, parts: Sequence[Part], anew: dict[str, Any] | None
) -> None:
    """Say other words in place of all of a message that was not told; ``anew``: the receipt of what they were answered
    from, if they answer."""
    first, *rest = [row for row in of_message(connection, conversation, client_id) if row.state in UNTOLD] or [None]
    if first is None:
        return
    said, *more = parts
    values = {"text": said.text, "head": said.head, "menu": list(said.menu), "anew": anew}
    if move(connection, first.id, first.state, **values):
        connection.execute(delete(LATE).where(LATE.c.id.in_([row.id for row in rest]), LATE.c.state.in_(UNTOLD)))
        for number, part in enumerate(more, first.part + 1):
            add(
                connection, conversation, client_id, number, part, first.not_before, state=first.state, anew=anew,
                given_with=first.given_with,
            )


def take(connection: Connection, row: Row, client_id: str) -> bool:
    """Give a message with the passive reply to ``client_id``; False when a sender was faster."""
    return move(connection, row.id, row.state, state=GIVEN, given_with=client_id)


def move(connection: Connection, identifier: int, before: str, **values: Any) -> bool:
    """Change a row that is still in the state ``before``."""
    return bool(
        connection.execute(update(LATE).where(LATE.c.id == identifier, LATE.c.state == before).values(values)).rowcount
    )


def delete_own(connection: Connection, conversation: str, client_id: str) -> None:
    connection.execute(delete(LATE).where(LATE.c.conversation == conversation, LATE.c.client_id == client_id))
