"""The content team's inbox: what residents asked and got no answer to, one item a turn and kind."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.stores.tables import InboxRow
from knowledge.database import transaction

OPEN = "open"


@dataclass(frozen=True)
class InboxItem:
    """Why a turn got no answer (``kind``: one of knowledge.answers.REFUSALS), its topic, the question as it was typed,
    personal details masked, and the civil instant it asked about."""

    kind: str
    topic: str
    question: str
    about: datetime


@dataclass(frozen=True)
class StoredItem(InboxItem):
    """An item as stored, with the turn it came from."""

    conversation: str
    turn: int
    state: str


def add_items(connection: Connection, conversation: str, turn: int, items: tuple[InboxItem, ...]) -> None:
    """Put a turn's items into the transaction that finishes it."""
    if items:
        rows = [{"conversation": conversation, "turn": turn, "state": OPEN, **vars(item)} for item in items]
        connection.execute(insert(InboxRow.__table__), rows)


def open_items(engine: Engine) -> list[StoredItem]:
    """All open items, oldest first. Blocks."""
    query = select(InboxRow).where(InboxRow.state == OPEN).order_by(InboxRow.id)
    with transaction(engine) as session:
        return [as_item(row) for row in session.execute(query).scalars()]


def as_item(row: InboxRow) -> StoredItem:
    """A row as a plain record that outlives its session."""
    return StoredItem(row.kind, row.topic, row.question, row.about, row.conversation, row.turn, row.state)
