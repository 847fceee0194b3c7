"""Silences in the store: begun, ended, and read. ``at`` is machine time; ``by`` the name of an account."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER
from knowledge.audit.log import PUBLICATION, record, take
from knowledge.database import transaction
from knowledge.silences.model import Silence, SilenceRefused
from knowledge.silences.tables import SilenceEndRow, SilenceRow

SILENCE, END = SilenceRow.__table__, SilenceEndRow.__table__
# Built once: each turn that is finished reads them.
ENDED = select(END.c.id)
BEGUN = select(*(SILENCE.c[name] for name in Silence.__annotations__))
NOT_OVER = BEGUN.where(SILENCE.c.id.not_in(ENDED))


def silence(
    engine: Engine, target: tuple[str, str], sentence: str, by: str, reason: str, until: datetime | None, at: datetime
) -> Silence:
    """Begin a silence, at once. Raises AccountRefused, and SilenceRefused for one that would be over already."""
    if until is not None and until <= at:
        raise SilenceRefused(f"{until.isoformat()} is past; name an instant to come, or leave --until away.")
    with transaction(engine) as session:
        person = acting(session, by).having(APPROVER)
        # What commits from here on sees it: a turn's commit takes the same lock.
        take(session, PUBLICATION)
        values = dict(zip(("scope", "key"), target, strict=True)) | {
            "sentence": sentence, "until": until, "by": person.name, "reason": reason, "at": at,
        }
        number = session.execute(insert(SILENCE).values(**values)).inserted_primary_key[0]
        new = Silence(number, **values)
        record(session, at, person.name, "silenced", new.target, f"{reason} / {sentence}")
    return new


def unsilence(engine: Engine, number: int, by: str, at: datetime) -> Silence:
    """End a silence before its time. Raises AccountRefused, and SilenceRefused where there is none to end."""
    with transaction(engine) as session:
        person = acting(session, by).having(APPROVER)
        take(session, PUBLICATION)
        found = next((one for one in standing(session, at) if one.id == number), None)
        if found is None:
            raise SilenceRefused(f"There is no silence {number} to end; `jumin content silences` lists them.")
        session.execute(insert(END).values(id=number, by=person.name, at=at))
        record(session, at, person.name, "unsilenced", found.target, str(number))
    return found


def standing(connection: Connection | Session, at: datetime) -> list[Silence]:
    """The silences that hold at an instant, oldest first."""
    query = NOT_OVER.where(or_(SILENCE.c.until.is_(None), SILENCE.c.until > at)).order_by(SILENCE.c.id)
    return [Silence(**row._mapping) for row in connection.execute(query)]
