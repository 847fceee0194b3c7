"""Questions out of the store, for statistics. Blocks."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine, Row
from sqlalchemy.orm import Session

from bot.stores.corrections import is_correction
from bot.stores.tables import DONE, FeedbackRow, InboxRow, TurnRow
from knowledge.answers import REFUSALS
from knowledge.asked.model import AskedTurn
from knowledge.clock import SHANGHAI
from knowledge.database import transaction

TURN, INBOX, FEEDBACK = TurnRow.__table__, InboxRow.__table__, FeedbackRow.__table__
Key = tuple[str, int]


def asked_between(
    engine: Engine, first: datetime, end: datetime, districts: Mapping[str, str]
) -> Iterator[AskedTurn]:
    """Those that came from ``first`` and before ``end`` (machine time) and have a reply, oldest first. ``districts``:
    what each is called, by each of its names."""
    came = (TURN.c.received_at >= first, TURN.c.received_at < end, TURN.c.state == DONE)
    query = select(
        TURN.c.conversation, TURN.c.client_id, TURN.c.number, TURN.c.request, TURN.c.reply, TURN.c.received_at,
        TURN.c.done_at, FEEDBACK.c.helpful,
    ).outerjoin(
        FEEDBACK, (FEEDBACK.c.conversation == TURN.c.conversation) & (FEEDBACK.c.turn == TURN.c.number)
    ).where(*came).order_by(TURN.c.id)
    with transaction(engine) as session:
        kinds = unanswered(session, came)
        for row in session.execute(query.execution_options(yield_per=1000)):
            if not is_correction(row.client_id):
                yield turn_of(row, kinds.get((row.conversation, row.number), ()), districts)


def unanswered(session: Session, came: tuple) -> dict[Key, tuple[str, ...]]:
    """The kinds of refusals of turns, by conversation and number."""
    query = select(INBOX.c.conversation, INBOX.c.turn, INBOX.c.kind).join(
        TURN, (TURN.c.conversation == INBOX.c.conversation) & (TURN.c.number == INBOX.c.turn)
    ).where(*came, INBOX.c.kind.in_(REFUSALS))
    found: dict[Key, tuple[str, ...]] = {}
    for conversation, turn, kind in session.execute(query):
        found[conversation, turn] = (*found.get((conversation, turn), ()), kind)
    return found


def turn_of(row: Row, kinds: tuple[str, ...], districts: Mapping[str, str]) -> AskedTurn:
    receipt, text = (row.reply or {}).get("receipt") or {}, row.request.get("text") or ""
    named = dict.fromkeys(districts[name] for name in districts if name in text)
    seconds = (row.done_at - row.received_at).total_seconds() if row.done_at else None
    return AskedTurn(
        row.received_at.astimezone(SHANGHAI), row.conversation.partition(":")[0], receipt.get("topic") or "", kinds,
        row.helpful, seconds, receipt.get("publication"), tuple(named),
    )
