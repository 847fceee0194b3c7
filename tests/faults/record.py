"""What the store kept, in the checker's words."""
from __future__ import annotations

from collections import Counter

from faults.history import Stored
from faults.questions import as_answer
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.stores.tables import EventRow, TurnRow
from knowledge.database import open_engine, transaction


def stored_turns(url: str) -> list[Stored]:
    """All turns of the database at a URL."""
    engine = open_engine(url)
    try:
        return read_turns(engine)
    finally:
        engine.dispose()


def read_turns(engine: Engine) -> list[Stored]:
    with transaction(engine) as session:
        heard = Counter(
            (row.conversation, row.turn) for row in session.execute(select(EventRow)).scalars() if row.data["event"] == "user"
        )
        rows = session.execute(select(TurnRow)).scalars().all()
        return [as_stored(row, heard[row.conversation, row.number]) for row in rows]


def as_stored(row: TurnRow, heard: int) -> Stored:
    """One row; ``done_at`` as seconds since 1970."""
    done_at = row.done_at.timestamp() if row.done_at else None
    answer = as_answer(row.reply) if row.reply else None
    return Stored(row.conversation, row.client_id, row.number, row.request.get("text") or "", answer, heard, done_at)
