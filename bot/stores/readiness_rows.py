"""The row that a serving process writes and reads back to show that its store works. In the caller's transaction."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from bot.stores.tables import RECEIVED, ReadinessRow, TurnRow

READINESS = ReadinessRow.__table__


def write(connection: Connection, name: str, now: datetime) -> None:
    """Put the row in the place of the one before."""
    here = READINESS.c.process == name
    if not connection.execute(update(READINESS).where(here).values(looked_at=now)).rowcount:
        connection.execute(insert(READINESS).values(process=name, looked_at=now))


def read_back(connection: Connection, name: str) -> tuple[datetime | None, int]:
    """What the row says, and how many turns wait."""
    written = connection.execute(select(READINESS.c.looked_at).where(READINESS.c.process == name)).scalar_one_or_none()
    return written, connection.execute(select(func.count()).where(TurnRow.state == RECEIVED)).scalar_one()
