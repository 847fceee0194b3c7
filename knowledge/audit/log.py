"""Appending to the chain and reading it."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.audit.chain import BEGINNING, Link, fault_of, link
from knowledge.audit.tables import AUDIT, AuditRow, LockRow
from knowledge.clock import SHANGHAI
from knowledge.database import transaction

FIELDS = ("seq", "at", "by", "what", "about", "detail", "before", "hash")


def take(session: Session, name: str) -> None:
    """Wait until nobody else holds this lock, and hold it to the end of the transaction. SQLite then also holds off
    every other writer, so that what is read from now on is what will be changed."""
    session.execute(
        update(LockRow).where(LockRow.name == name).values(taken=LockRow.taken + 1)
        .execution_options(synchronize_session=False)
    )


def record(session: Session, at: datetime, by: str, what: str, about: object, detail: str = "") -> Link:
    """Append one link in this transaction."""
    take(session, AUDIT)
    last = head(session)
    seq, before = (last.seq + 1, last.hash) if last else (1, BEGINNING)
    new = link(seq, at.astimezone(SHANGHAI), by, what, str(about), detail, before)
    session.execute(insert(AuditRow.__table__), [vars(new)])
    return new


def head(session: Session) -> Link | None:
    """The newest link; None of an empty chain."""
    row = session.execute(links().order_by(AuditRow.seq.desc()).limit(1)).one_or_none()
    return Link(**row._mapping) if row else None


def all_links(session: Session) -> Iterator[Link]:
    """The whole chain, oldest first."""
    return (Link(**row._mapping) for row in session.execute(links().order_by(AuditRow.seq)))


def links():
    return select(*(getattr(AuditRow, name) for name in FIELDS))


def look_through(session: Session, marks: tuple[str, ...] = ()) -> str:
    """What is wrong with the chain in the store; empty when it is whole and holds the links of these ``marks``."""
    return fault_of(all_links(session), marks)


def audited(engine: Engine, marks: tuple[str, ...] = ()) -> tuple[Link | None, str]:
    """The newest link, None of an empty chain, and what is wrong with the chain. Blocks."""
    with transaction(engine) as session:
        return head(session), look_through(session, marks)


def newest_links(session: Session, most: int, before: int | None = None) -> list[Link]:
    """The newest links, the newest first; ``before``: those before this number."""
    query = links() if before is None else links().where(AuditRow.seq < before)
    return [Link(**row._mapping) for row in session.execute(query.order_by(AuditRow.seq.desc()).limit(most))]
