"""A real PostgreSQL that is not the one of the start any more: nothing is stored there until it is."""
from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bench.services import ServiceMissing, Services
from bot.serve.bootstrap import prepare_store
from bot.stores.group_commit import WITHIN_SECONDS, Job, commit_together
from bot.stores.looking import Server
from knowledge import clock
from knowledge.database import open_engine
from knowledge.settings import Settings
from knowledge.store_watch import StoreGone, watch_of


@pytest.fixture(scope="module")
def address():
    with Services() as services:
        try:
            url = services.postgres().url
        except ServiceMissing as missing:
            pytest.skip(str(missing))
        prepare_store(Settings(database_url=url)).dispose()
        yield make_url(url)


def at(address, database: str):
    return open_engine(address.set(database=database).render_as_string(hide_password=False))


@pytest.fixture
def engine(address, request):
    """A database of its own for each test, looked at once."""
    name = f"city_{request.node.name[5:30]}"
    command(address, f"CREATE DATABASE {name} TEMPLATE {address.database}")
    engine = at(address, name)
    engine.server = Server(engine, watch_of(engine))
    engine.server.look()
    assert refusal(engine) is None
    yield engine
    engine.dispose()


def command(address, statement: str) -> None:
    """Outside of all that is copied."""
    engine = at(address, "template1")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


def refusal(engine):
    """What a piece of work is refused with; None if it is done."""
    job = Job(ask, (), clock.machine_seconds() + WITHIN_SECONDS)
    commit_together(engine, [job])
    return job.error


def ask(connection):
    return connection.execute(text("SELECT 1")).scalar_one()


def change(engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.server.look()


def test_a_table_that_is_missing_is_named_until_it_is_back(engine):
    change(engine, "ALTER TABLE site RENAME TO away")
    assert (
        isinstance(refusal(engine), StoreGone) and "has lost tables (site); restore the backup" in str(refusal(engine))
    )
    change(engine, "ALTER TABLE away RENAME TO site")
    assert refusal(engine) is None


def test_a_table_that_is_added_is_no_fault(engine):
    change(engine, "CREATE TABLE later (id integer)")
    assert refusal(engine) is None


def test_an_emptied_database_is_refused(engine):
    change(engine, "TRUNCATE place")
    assert "The database was emptied" in str(refusal(engine))


def test_another_database_of_the_same_name_is_refused(engine, address):
    name = engine.url.database
    engine.dispose()
    command(address, f"ALTER DATABASE {name} RENAME TO former")
    command(address, f"CREATE DATABASE {name} TEMPLATE former")
    engine.server.look()
    assert "The database is another one" in str(refusal(engine))


def test_a_user_without_special_rights_may_look(engine):
    change(engine, "CREATE ROLE plain LOGIN", "GRANT ALL ON ALL TABLES IN SCHEMA public TO plain")
    with engine.connect() as connection:
        connection.execute(text("SET ROLE plain"))
        assert engine.server._fault(connection) == ""
