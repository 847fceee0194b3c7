"""The one place that opens a database: engine, sessions, instants as a column type, migrations."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import ujson
from sqlalchemy import DateTime, create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.types import TypeDecorator

from knowledge.clock import SHANGHAI
from knowledge.store_file import watch_file
from knowledge.store_watch import WATCHES, StoreWatch

Base = declarative_base()
MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_WAITS_MS = 5000
# The advisory lock under which tables are made; any number that nothing else uses.
PREPARING = 20221107
# A statement that takes longer is stopped by PostgreSQL; a lost server is noticed by the socket.
POSTGRES = {
    "connect_timeout": 3,
    "options": "-c statement_timeout=5000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=10000",
    "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2, "tcp_user_timeout": 6000,
}
# How columns of JSON are written and read: quickly, and in half the bytes of escaped Chinese.
JSON_BY = {"json_serializer": partial(ujson.dumps, ensure_ascii=False), "json_deserializer": ujson.loads}


class Instant(TypeDecorator):
    """An aware datetime: stored as naive UTC (SQLite keeps no zone), read back in Asia/Shanghai."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; instants are stored with one.")
        return value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=timezone.utc).astimezone(SHANGHAI)


def open_engine(url: str) -> Engine:
    """An engine in 2.0 style, whose errors do not tell what was stored. SQLite in WAL with synchronous=FULL, the folder
    of the file is made if missing; PostgreSQL with time-outs and connections that are tried before they are used."""
    if not url.startswith("sqlite"):
        engine = create_engine(
            url, future=True, pool_pre_ping=True, hide_parameters=True, connect_args=POSTGRES, **JSON_BY
        )
        WATCHES[engine] = StoreWatch()
        return engine
    file = sqlite_file(url)
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, future=True, hide_parameters=True, connect_args={"check_same_thread": False}, **JSON_BY,
        # Without a pool SQLAlchemy closes the file after each use, and closing it folds the log back into it.
        poolclass=QueuePool if file else StaticPool,
    )
    if file:
        watch_file(engine, file, _tune_sqlite)
    else:
        WATCHES[engine] = StoreWatch()
        event.listen(engine, "connect", lambda connection, _record: _tune_sqlite(connection))
    return engine


def sqlite_file(url: str) -> str:
    """The path of a SQLite file; empty for one in memory and for other databases."""
    scheme, _, file = url.partition(":///")
    return file if scheme.startswith("sqlite") and file != ":memory:" else ""


def _tune_sqlite(connection) -> None:
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={SQLITE_WAITS_MS}"
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session that commits when the block ends well and rolls back when it does not."""
    with Session(engine, future=True) as session, session.begin():
        yield session


@contextmanager
def one_at_a_time(engine: Engine) -> Iterator[None]:
    """Keeps other processes out of a block that makes tables or seeds them. On PostgreSQL by an advisory lock; with
    SQLite exactly one process serves."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '60s'"))
        connection.execute(text("SET statement_timeout = '60s'"))
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": PREPARING})
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": PREPARING})
            connection.commit()
            # Its time-outs are not those of other work.
            connection.invalidate()


def is_migrated(engine: Engine, scripts: Path = MIGRATIONS, version_table: str = "knowledge_version") -> bool:
    """Whether the tables of one room are of its newest Alembic revision; changes nothing."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        here = MigrationContext.configure(connection, opts={"version_table": version_table}).get_current_heads()
    return set(here) == set(ScriptDirectory(str(scripts)).get_heads())


def migrate(engine: Engine, scripts: Path = MIGRATIONS, version_table: str = "knowledge_version") -> None:
    """Bring the tables of one room to its newest Alembic revision; safe to call again."""
    # The process that only works on the tables needs nothing of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic's configuration reads a single percent sign as the start of a placeholder.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes.update(engine=engine, version_table=version_table)
    with one_at_a_time(engine):
        command.upgrade(config, "head")
