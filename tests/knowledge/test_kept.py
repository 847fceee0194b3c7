"""What was read is kept until somebody writes, in this process or another, and never from a transaction taken back."""
from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import event

from bench.growing import NOW, risk_entries
from knowledge.database import open_engine, transaction
from knowledge.zones.stored import designations
from knowledge.zones.tables import ZoneRow


def row(name: str) -> ZoneRow:
    return ZoneRow(zone_id=name, kind="high_risk", district="中原区", compound=name, status="published", valid_from=NOW)


def told(session) -> set[str]:
    return {each.place.compound for each in designations(session, "中原区", NOW)}


def test_another_process_sees_what_was_written(session_factory, tmp_path):
    other = partial(transaction, open_engine(f"sqlite:///{tmp_path / 'places.db'}"))
    with other() as session:
        assert told(session) == set()
    with session_factory() as session:
        session.add(row("甲院"))
        assert told(session) == {"甲院"}
    with other() as session:
        assert told(session) == {"甲院"}


def test_what_was_taken_back_is_not_told(session_factory):
    with pytest.raises(KeyError), session_factory() as session:
        session.add(row("乙院"))
        assert told(session) == {"乙院"}
        raise KeyError
    with session_factory() as session:
        assert told(session) == set()
        session.add(row("丙院"))
    with session_factory() as session:
        assert told(session) == {"丙院"}


def test_with_600_hours_of_lists_a_lookup_reads_no_more_than_with_one(session_factory):
    with session_factory() as session:
        session.add_all(risk_entries(600))
    with session_factory() as session:
        first, read = designations(session, "中原区", NOW), []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *arguments: read.append(arguments[2]))
        assert designations(session, "中原区", NOW) is first and len(first) <= 25
        assert read and all("data_version" in statement for statement in read)
