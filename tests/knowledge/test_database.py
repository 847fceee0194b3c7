"""The store: instants keep their moment, a transaction is all or nothing, migrating twice is migrating once."""
from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, inspect, select, text
from sqlalchemy.exc import StatementError

from knowledge.clock import SHANGHAI
from knowledge.database import MIGRATIONS, Instant, migrate, open_engine, transaction

MOMENTS = Table("moment", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant))
zones = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-1439, 1439))


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('store') / 'new' / 'folder' / 'jumin.db'}")
    MOMENTS.metadata.create_all(engine)
    return engine


@given(instant=st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=zones))
def test_an_instant_comes_back_as_the_same_moment_in_shanghai(engine, instant):
    with transaction(engine) as session:
        session.execute(MOMENTS.delete())
        session.execute(MOMENTS.insert().values(at=instant))
        back = session.scalar(select(MOMENTS.c.at))
    assert back == instant and (back is None or back.tzinfo is SHANGHAI)


def test_instants_are_compared_by_moment_not_by_wall_clock(engine):
    early = datetime(2022, 11, 7, 23, 0, tzinfo=SHANGHAI)
    late = datetime(2022, 11, 7, 16, 0, tzinfo=timezone.utc)
    with transaction(engine) as session:
        session.execute(MOMENTS.delete())
        session.execute(MOMENTS.insert().values(at=early))
        assert session.scalar(select(MOMENTS.c.at).where(late > MOMENTS.c.at)) == early
        assert session.scalar(select(MOMENTS.c.at).where(late <= MOMENTS.c.at)) is None


def test_a_time_without_a_zone_is_refused(engine):
    with pytest.raises(StatementError, match="has no time zone"), transaction(engine) as session:
        session.execute(MOMENTS.insert().values(at=datetime(2022, 11, 7, 9, 0)))


def test_a_block_that_fails_leaves_nothing(engine):
    with transaction(engine) as session:
        session.execute(MOMENTS.delete())
    with pytest.raises(RuntimeError), transaction(engine) as session:
        session.execute(MOMENTS.insert().values(at=None))
        raise RuntimeError
    with transaction(engine) as session:
        assert session.execute(select(MOMENTS)).all() == []


def test_sqlite_survives_a_power_cut_and_waits_for_its_turn(engine):
    with engine.connect() as connection:
        values = {name: connection.execute(text(f"PRAGMA {name}")).scalar()
                  for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_an_engine_in_memory_needs_no_folder():
    with open_engine("sqlite://").connect() as connection:
        assert connection.execute(text("select 1")).scalar() == 1


def test_migrating_again_changes_nothing(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'jumin.db'}")
    migrate(engine)
    tables = set(inspect(engine).get_table_names())
    migrate(engine)
    assert set(inspect(engine).get_table_names()) == tables > {"place", "zone", "site", "knowledge_version"}


def test_migrations_may_lie_in_a_folder_with_a_percent_sign(tmp_path):
    scripts = tmp_path / "100%"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    engine = open_engine(f"sqlite:///{tmp_path / 'jumin.db'}")
    migrate(engine, scripts)
    assert inspect(engine).has_table("place")
