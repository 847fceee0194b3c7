"""Calls with what happened to their cards, out of the store. Blocks."""
from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from console.desk.figures import Call, Happened
from knowledge.calls.tables import CallEventRow, CallRow
from knowledge.database import transaction

CALL, EVENT = CallRow.__table__, CallEventRow.__table__


def calls_between(engine: Engine, first: datetime, end: datetime) -> list[Call]:
    """The calls that began from ``first`` and before ``end`` (machine time), oldest first."""
    began = (CALL.c.begun_at >= first, CALL.c.begun_at < end)
    calls = select(CALL.c.call, CALL.c.agent, CALL.c.begun_at, CALL.c.ended_at).where(*began).order_by(CALL.c.begun_at)
    events = select(EVENT).join(CALL, CALL.c.call == EVENT.c.call).where(*began).order_by(EVENT.c.number)
    happened: dict[str, list[Happened]] = defaultdict(list)
    with transaction(engine) as session:
        for row in session.execute(events):
            topic = (row.shown or {}).get("topic") or ""
            happened[row.call].append(Happened(row.card or "", topic, row.event, row.topic or "", row.at))
        return [
            Call(row.agent, row.begun_at, row.ended_at, tuple(happened[row.call])) for row in session.execute(calls)
        ]
