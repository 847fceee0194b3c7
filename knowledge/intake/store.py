"""Intakes in the store. ``at`` is machine time."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.desk.draft import StepRefused
from knowledge.intake.tables import IntakeRow
from knowledge.intake.work import Work, as_json

INTAKE = IntakeRow.__table__


def begin(engine: Engine, text: str, work: Work, by: str, at: datetime) -> int:
    """A new one; its number."""
    with transaction(engine) as session:
        return session.execute(insert(INTAKE).values(
            made_by=by, made_at=at, text=text, work=as_json(work), version=1,
        )).inserted_primary_key[0]


def load(engine: Engine, number: int):
    """The row. Raises StepRefused where there is none."""
    with transaction(engine) as session:
        row = session.execute(select(INTAKE).where(INTAKE.c.number == number)).one_or_none()
    if row is None:
        raise StepRefused(f"There is no intake {number}.")
    return row


def newest(engine: Engine, most: int) -> list:
    """The newest ones, without their texts."""
    with transaction(engine) as session:
        return session.execute(select(INTAKE).order_by(INTAKE.c.number.desc()).limit(most)).all()


def keep(engine: Engine, number: int, version: int, work: Work, draft: int | None) -> None:
    """The work as it is now. Raises StepRefused where somebody else worked on it since ``version``."""
    with transaction(engine) as session:
        done = session.execute(
            update(INTAKE).where(INTAKE.c.number == number, INTAKE.c.version == version)
            .values(work=as_json(work), version=version + 1, draft=draft)
        )
        if not done.rowcount:
            raise StepRefused(f"Somebody else worked on intake {number} meanwhile; load it again.")
