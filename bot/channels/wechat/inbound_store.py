"""The store of inbound messages: their nonces, and the state of their senders. Statements, each in the caller's
transaction."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from bot.channels.wechat.buttons import Button, buttons_of
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.quota import Kind, kind_of
from bot.channels.wechat.tables import WeChatLateRow, WeChatNonceRow, WeChatResidentRow
from bot.stores.tables import DONE, TurnRow

NONCE, RESIDENT = WeChatNonceRow.__table__, WeChatResidentRow.__table__
LATE, TURN = WeChatLateRow.__table__, TurnRow.__table__
# A signature holds for ten minutes on either side; after that its nonce is of no use to anybody.
KEPT = timedelta(minutes=25)
# A reported place is where somebody was; later it is no answer to 「附近」.
PLACE_HOLDS = timedelta(hours=1)
# Longer than the account may write to anybody.
RESIDENT_KEPT = timedelta(days=3)
NOT_SEEN = ("waiting", "sending", "to_give_with_next")
TO_BE_HAD = (*NOT_SEEN, "perhaps_sent", "offered")


@dataclass(frozen=True)
class InboundContext:
    """What a message meets: the buttons that stand, the place reported lately (GCJ-02), and whether a reply is owed."""

    buttons: list[Button]
    location: tuple[float, float] | None
    owed: bool


def admit(
    connection: Connection, signature: str, incoming: Incoming, now: datetime, greeting: dict[str, Any] | None = None,
) -> InboundContext | None:
    """Note a signed message; None when its nonce came with another message before. ``now`` is machine time,
    ``greeting`` the reply that new followers were given.

    Two processes that note the same nonce are told apart by its uniqueness: one fails with IntegrityError.
    """
    known = connection.execute(select(NONCE.c.message).where(NONCE.c.stamp == signature)).scalar()
    # Read first: a press takes the place of the act that its buttons may hang on.
    buttons = standing(connection, incoming.conversation, greeting)
    if known is None:
        connection.execute(insert(NONCE).values(stamp=signature, message=incoming.digest, seen_at=now))
        note_act(connection, incoming, now)
    elif known != incoming.digest:
        return None
    return InboundContext(
        buttons, place_of(connection, incoming.conversation, now),
        is_owed(connection, incoming.conversation, incoming.client_id))


def note_act(connection: Connection, incoming: Incoming, now: datetime) -> None:
    """Keep what lets the account write to the resident, and where they are; the same act again changes nothing."""
    values: dict[str, Any] = {}
    at = time_of(incoming, now)
    kind = kind_of(incoming.kind, incoming.event, bool(incoming.button))
    if kind is Kind.MESSAGE:
        values = {"message_at": at}
    elif kind:
        values = {"act": kind.word, "act_at": at}
    elif incoming.event == "LOCATION" and incoming.location:
        values = {"lat": incoming.location[0], "lon": incoming.location[1], "located_at": at}
    elif incoming.event == "unsubscribe":
        values = {"message_at": None, "act": None, "act_at": None, "lat": None, "lon": None, "located_at": None}
    if values:
        here = RESIDENT.c.conversation == incoming.conversation
        if not connection.execute(update(RESIDENT).where(here).values(values)).rowcount:
            connection.execute(insert(RESIDENT).values(conversation=incoming.conversation, **values))


def time_of(incoming: Incoming, now: datetime) -> datetime:
    """By the official clock, which tells whole seconds, so that a retry is no new act; and never after now."""
    return now if incoming.created is None else min(now, datetime.fromtimestamp(incoming.created + 1, timezone.utc))


def standing(connection: Connection, conversation: str, greeting: dict[str, Any] | None = None) -> list[Button]:
    """The buttons of the last reply, once it was shown."""
    last = connection.execute(
        select(TURN.c.client_id, TURN.c.reply, TURN.c.received_at).where(
            TURN.c.conversation == conversation, TURN.c.state == DONE
        )
        .order_by(TURN.c.number.desc()).limit(1)
    ).first()
    if greeting and follows_since(connection, conversation, last.received_at if last else None):
        return buttons_of("", greeting)
    if last is None:
        return []
    unseen = select(LATE.c.id).where(
        LATE.c.conversation == conversation, LATE.c.client_id == last.client_id, LATE.c.state.in_(NOT_SEEN))
    return [] if connection.execute(unseen).first() else buttons_of(last.client_id, last.reply)


def follows_since(connection: Connection, conversation: str, last_turn: datetime | None) -> bool:
    """Whether the resident began to follow the account after the last turn was received."""
    query = select(RESIDENT.c.act_at).where(RESIDENT.c.conversation == conversation, RESIDENT.c.act == Kind.FOLLOW.word)
    since = connection.execute(query).scalar()
    return since is not None and (last_turn is None or since > last_turn)


def place_of(connection: Connection, conversation: str, now: datetime) -> tuple[float, float] | None:
    """The place that the resident's phone reported in the last hour."""
    row = connection.execute(
        select(RESIDENT.c.lat, RESIDENT.c.lon).where(
            RESIDENT.c.conversation == conversation, RESIDENT.c.located_at > now - PLACE_HOLDS
        )
    ).first()
    return (row.lat, row.lon) if row else None


def is_owed(connection: Connection, conversation: str, client_id: str) -> bool:
    """Whether a reply, or a part of one, has not reached the resident, or was given with this very message before."""
    query = select(LATE.c.id).where(
        LATE.c.conversation == conversation, or_(LATE.c.state.in_(TO_BE_HAD), LATE.c.given_with == client_id))
    return connection.execute(query).first() is not None


def forget(connection: Connection, now: datetime) -> None:
    """Delete what is of no more use: nonces whose signatures have ended, places of an hour ago, residents of days
    ago."""
    connection.execute(delete(NONCE).where(NONCE.c.seen_at < now - KEPT))
    connection.execute(
        update(RESIDENT).where(RESIDENT.c.located_at < now - PLACE_HOLDS).values(lat=None, lon=None, located_at=None))
    quiet = [
        or_(at.is_(None), at < now - RESIDENT_KEPT)
        for at in (RESIDENT.c.message_at, RESIDENT.c.act_at, RESIDENT.c.located_at)
    ]
    connection.execute(delete(RESIDENT).where(*quiet))
