"""What the store kept, in the checker's words."""
from __future__ import annotations

from faults.history import Stored
from faults.questions import as_answer
from sqlalchemy import func, select
from sqlalchemy.engine import Engine, Row

from bot.stores.tables import EventRow, TurnRow
from knowledge.database import open_engine


def stored_turns(url: str) -> list[Stored]:
    """All turns of the database at a URL."""
    engine = open_engine(url)
    try:
        return read_turns(engine)
    finally:
        engine.dispose()


def read_turns(engine: Engine) -> list[Stored]:
    """Read in one go and put together afterwards: a database ends those who keep a transaction open and do other
    things."""
    questions = (
        select(EventRow.conversation, EventRow.turn, func.count()).where(EventRow.data["event"].as_string() == "user")
        .group_by(EventRow.conversation, EventRow.turn)
    )
    turns = select(TurnRow.__table__)
    with engine.connect() as connection:
        counted = connection.execute(questions).fetchall()
        rows = connection.execute(turns).fetchall()
    heard = {(conversation, turn): count for conversation, turn, count in counted}
    return [as_stored(row, heard.get((row.conversation, row.number), 0)) for row in rows]


def as_stored(row: Row, heard: int) -> Stored:
    """One row; ``done_at`` as seconds since 1970."""
    done_at = row.done_at.timestamp() if row.done_at else None
    answer = as_answer(row.reply) if row.reply else None
    return Stored(row.conversation, row.client_id, row.number, row.request.get("text") or "", answer, heard, done_at)
