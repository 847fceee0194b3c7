"""Silences in the store: begun and ended. ``at`` is machine time; ``by`` the name of an account."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
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
# So many that are over are told, the last first.
MOST_OVER = 50


@dataclass(frozen=True)
class Over:
    """A silence that holds no longer: since when, and who ended it (empty: its time came)."""

    silence: Silence
    since: datetime
    by: str


def told(engine: Engine, at: datetime) -> tuple[list[Silence], list[Over]]:
    """The silences that hold at an instant, and the last ones that are over, newest first."""
    columns = [SILENCE.c[name] for name in Silence.__annotations__]
    ended = select(*columns, END.c.at.label("ended_at"), END.c.by.label("ended_by")).outerjoin(
        END, END.c.id == SILENCE.c.id
    ).order_by(SILENCE.c.id.desc())
    with transaction(engine) as session:
        holding, rows = standing(session, at), session.execute(ended).all()
    known = {one.id for one in holding}
    over = [
        Over(Silence(*row[:len(columns)]), row.ended_at or row.until, row.ended_by or "")
        for row in rows if row.id not in known
    ]
    return holding[::-1], over[:MOST_OVER]


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
