"""What was read out of the store is kept until somebody writes there: the version of the data tells.

Each kind of data (``zones``, ``sites``) has a row with a mark that no other writing ever had, so that what was read in
a transaction that is taken back is never told for what another one wrote. Tables name their kind as ``__kept__``.
"""
from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import Column, String, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.database import Base

ZONES, SITES = "zones", "sites"
Value = TypeVar("Value")
# Of one kind of data; what was asked for longest ago goes first.
MOST_KEPT = 512


class DataVersionRow(Base):
    """The mark of the last writing of one kind of data."""

    __tablename__ = "data_version"
    kind = Column(String(20), primary_key=True)
    mark = Column(String(32), nullable=False)


class Kept:
    """What was read of one kind of data under one mark."""

    def __init__(self, mark: str | None):
        self.mark = mark
        self.values: dict[Hashable, object] = {}


_KEPT: WeakKeyDictionary[Engine, dict[str, Kept]] = WeakKeyDictionary()


def kept(session: Session, kind: str, what: Hashable, read: Callable[[], Value]) -> Value:
    """The value of ``read()``, which reads nothing but data of this kind, and is called once for each ``what``
    until the data is another. What is returned is shared: it must not be changed."""
    values = _of_version(session, kind).values
    if what in values:
        return values[what]
    value = read()
    if len(values) >= MOST_KEPT:
        values.pop(next(iter(values)), None)
    values[what] = value
    return value


def _of_version(session: Session, kind: str) -> Kept:
    session.flush()
    mark = session.execute(select(DataVersionRow.mark).where(DataVersionRow.kind == kind)).scalar_one_or_none()
    kinds = _KEPT.setdefault(session.get_bind(), {})
    if kind not in kinds or kinds[kind].mark != mark:
        kinds[kind] = Kept(mark)
    return kinds[kind]


@event.listens_for(Session, "after_flush")
def _mark(session: Session, _context) -> None:
    """Whatever part of the program writes, the version changes with it, in the same transaction."""
    written = (*session.new, *session.dirty, *session.deleted)
    for kind in sorted({row.__kept__ for row in written if hasattr(row, "__kept__")}):
        _write_mark(session, kind, uuid4().hex)


def _write_mark(session: Session, kind: str, mark: str) -> None:
    table = DataVersionRow.__table__
    if not session.execute(table.update().where(table.c.kind == kind).values(mark=mark)).rowcount:
        session.execute(table.insert().values(kind=kind, mark=mark))
