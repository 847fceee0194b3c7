"""Deleting what is stored of conversations: what is too old, and everything of one person.

Every table of conversations has a column ``conversation``; tables with a column ``turn`` beside it hold single turns.
Tables are found by these columns, so that a new one is never forgotten; a test refuses tables that say neither. Which
tables channels keep, mounted or not, the registry of channels tells.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Table, delete, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

import knowledge.tickets.tables  # noqa: F401  What is to be posted of a call goes with it.
from bot.stores.tables import TurnRow
from knowledge.calls.store import PREFIX, begun_before, calls_of, erase_call
from knowledge.database import Base, transaction

# Conversations a transaction: short enough for turns to be stored in between.
AT_ONCE = 50


def tables_of_conversations() -> list[Table]:
    """The tables with a column ``conversation``, as far as their modules are imported
    (bot.channels.registry.personal_tables sees to that); that of the turns last: a deletion that stops midway is found
    again."""
    found = [table for table in Base.metadata.sorted_tables if "conversation" in table.c]
    return sorted(found, key=lambda table: table is TurnRow.__table__)


def erase(engine: Engine, conversation: str, tables: list[Table]) -> dict[str, int]:
    """Delete all of one conversation out of ``tables``, in one transaction; returns rows by table. Blocks."""
    with transaction(engine) as session:
        counts = {table.name: _delete(session, table, table.c.conversation == conversation) for table in tables}
        if of_calls := _erase_calls(session, conversation, tables):
            counts["hotline"] = of_calls
    forget_free_pages(engine)
    return counts


def retain_calls(engine: Engine, before: datetime, tables: list[Table]) -> dict[str, int]:
    """Delete all calls that began before an instant (machine time), with what they left in ``tables``; returns rows.
    Blocks."""
    with transaction(engine) as session:
        rows = sum(_erase_call(session, call, tables) for call in begun_before(session, before))
    if rows:
        forget_free_pages(engine)
    return {"hotline": rows}


def _erase_calls(session: Session, conversation: str, tables: list[Table]) -> int:
    """The calls of a resident."""
    return sum(_erase_call(session, call, tables) for call in calls_of(session, conversation))


def _erase_call(session: Session, call: str, tables: list[Table]) -> int:
    left = sum(_delete(session, table, table.c.conversation == PREFIX + call) for table in tables)
    return left + erase_call(session, call)


def retain(engine: Engine, before: datetime, tables: list[Table]) -> dict[str, int]:
    """Delete out of ``tables`` all turns that were received before an instant (machine time), answered or not, and what
    belongs to them;
    returns rows by table. Blocks.

    A conversation that loses turns also loses what sums it up (its snapshot); that is made anew from what remains.
    """
    counts: Counter[str] = Counter({table.name: 0 for table in tables})
    for ends in outdated(engine, before):
        with transaction(engine) as session:
            for conversation, last in ends:
                counts.update(_delete_up_to(session, conversation, last, tables))
    if any(counts.values()):
        forget_free_pages(engine)
    return dict(counts)


def outdated(engine: Engine, before: datetime) -> Iterator[list[tuple[str, int]]]:
    """Conversations with the number of their last turn that is too old, some at a time, until there are none."""
    query = (
        select(TurnRow.conversation, func.max(TurnRow.number)).where(TurnRow.received_at < before)
        .group_by(TurnRow.conversation).limit(AT_ONCE)
    )
    while True:
        with transaction(engine) as session:
            ends = [(conversation, last) for conversation, last in session.execute(query)]
        if not ends:
            return
        yield ends


def _delete_up_to(session: Session, conversation: str, last: int, tables: list[Table]) -> dict[str, int]:
    """One conversation's rows up to a turn."""
    counts = {}
    for table in tables:
        number = table.c.number if table is TurnRow.__table__ else table.c.get("turn")
        old = [] if number is None or sums_up(table) else [number <= last]
        counts[table.name] = _delete(session, table, table.c.conversation == conversation, *old)
    return counts


def sums_up(table: Table) -> bool:
    """Whether a table has one row a conversation, drawn from all its turns."""
    return [column.name for column in table.primary_key] == ["conversation"]


def _delete(session: Session, table: Table, *which) -> int:
    return session.execute(delete(table).where(*which)).rowcount


def forget_free_pages(engine: Engine) -> bool:
    """Have SQLite write its log into the file and cut it off: deleted text must not stand there any longer. False when
    readers kept it from that; it happens with the next checkpoint then. PostgreSQL's autovacuum does the like by
    itself."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        # Waits for readers as long as any statement waits for a lock.
        return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
