"""The silences that hold, read by whoever writes a reply down."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from knowledge.silences.model import Silence
from knowledge.silences.tables import SilenceEndRow, SilenceRow

SILENCE, END = SilenceRow.__table__, SilenceEndRow.__table__
# Built once: each turn that is finished reads it.
STANDING = select(*(SILENCE.c[name] for name in Silence.__annotations__)).where(
    SILENCE.c.id.not_in(select(END.c.id)),
    or_(SILENCE.c.until.is_(None), SILENCE.c.until > bindparam("now", type_=SILENCE.c.until.type)),
).order_by(SILENCE.c.id)


def standing(connection: Connection | Session, at: datetime) -> list[Silence]:
    """The silences that hold at an instant (machine time), oldest first."""
    return [Silence(**row._mapping) for row in connection.execute(STANDING, {"now": at})]
