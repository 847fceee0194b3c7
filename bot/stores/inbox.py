"""The content team's inbox: what residents asked and got no answer to, one item a turn and kind."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from bot.stores.tables import DONE, InboxRow, TurnRow
from knowledge.database import Instant, transaction

OPEN = "open"
# So many are put into groups at once, and so many are written by one statement.
MOST_OPEN, AT_ONCE = 5_000, 500


@dataclass(frozen=True)
class InboxItem:
    """Why a turn got no answer, or one that did not help (``kind``: one of knowledge.answers.REFUSALS or of
    bot.stores.feedback.KINDS), its topic, the question as it was typed and what the resident said of the reply
    (``words``), personal details masked, and the civil instant it asked about."""

    kind: str
    topic: str
    question: str
    about: datetime
    words: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class StoredItem(InboxItem):
    """An item as stored, with the turn it came from."""

    conversation: str
    turn: int
    state: str


@dataclass(frozen=True)
class AskedItem(InboxItem):
    """An item with its number and when it came in (machine time, told in Asia/Shanghai); who has dealt with it and
    when."""

    id: int
    asked_at: datetime
    done_by: str | None
    done_at: datetime | None


def add_item(session: Session, conversation: str, number: int, item: InboxItem, at: datetime) -> None:
    """Something that no turn brought: ``number`` tells it from others of its conversation."""
    row = {"conversation": conversation, "turn": number, "state": OPEN, "came_at": at, **vars(item)}
    session.execute(insert(InboxRow.__table__), [row])


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
    return StoredItem(
        row.kind, row.topic, row.question, row.about, row.conversation, row.turn, row.state, words=row.words
    )


def newest_open(engine: Engine, number: int | None = None) -> tuple[list[AskedItem], int]:
    """The newest open items, at most MOST_OPEN, and the one of this number however old it is; beside them how many are
    open in all. Blocks."""
    with transaction(engine) as session:
        in_all = session.execute(select(func.count(InboxRow.id)).where(InboxRow.state == OPEN)).scalar_one()
        query = asked().where(InboxRow.state == OPEN)
        rows = session.execute(query.order_by(InboxRow.id.desc()).limit(MOST_OPEN)).all()
        if number is not None and number not in {row.id for row in rows}:
            rows += session.execute(query.where(InboxRow.id == number)).all()
    return [AskedItem(**row._mapping) for row in rows], in_all


def find_item(engine: Engine, number: int) -> AskedItem | None:
    """The item of this number, open or done. Blocks."""
    with transaction(engine) as session:
        row = session.execute(asked().where(InboxRow.id == number)).one_or_none()
        return AskedItem(**row._mapping) if row else None


def asked():
    """Items with the instant at which their turn came in."""
    came_in = (InboxRow.conversation == TurnRow.conversation) & (InboxRow.turn == TurnRow.number)
    names = ("id", "kind", "topic", "question", "words", "about", "done_by", "done_at")
    columns = (getattr(InboxRow, name) for name in names)
    asked_at = func.coalesce(TurnRow.received_at, InboxRow.came_at, type_=Instant()).label("asked_at")
    return select(*columns, asked_at).join(TurnRow, came_in, isouter=True)


def mark_done(engine: Engine, numbers: list[int], by: str, at: datetime) -> int:
    """Items are done; returns how many of them were open till now. All or none. Blocks."""
    parts = [numbers[start:start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
    with transaction(engine) as session:
        return sum(session.execute(
            update(InboxRow).where(
                InboxRow.id.in_(part), InboxRow.state == OPEN
            ).values(state=DONE, done_by=by, done_at=at)
            .execution_options(synchronize_session=False)
        ).rowcount for part in parts)
