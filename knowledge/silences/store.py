"""Silences in the store: begun and ended. ``at`` is machine time; ``by`` the name of an account."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.engine import Engine

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER
from knowledge.audit.log import record, take
from knowledge.audit.tables import PUBLICATION
from knowledge.database import transaction
from knowledge.silences.model import Silence, SilenceRefused
from knowledge.silences.standing import standing
from knowledge.silences.tables import SilenceEndRow, SilenceRow

SILENCE, END = SilenceRow.__table__, SilenceEndRow.__table__


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
