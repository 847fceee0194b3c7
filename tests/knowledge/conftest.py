"""A migrated database in a file, and the real lists where they are at hand."""
from __future__ import annotations

import json
import shutil
import uuid
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bench.services import ServiceMissing, Services
from knowledge.database import migrate, open_engine, transaction
from knowledge.places.load import load_places
from knowledge.tables.table import read_table

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data"


@pytest.fixture
def session_factory(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'places.db'}")
    migrate(engine)
    return partial(transaction, engine)


@pytest.fixture
def session(session_factory):
    with session_factory() as opened:
        yield opened


@pytest.fixture
def city(session):
    """A session with the sample places."""
    load_places(session, read_table(ROOT / "data/sample/places.csv"))
    return session


@pytest.fixture
def real_list():
    """real_list("2022-11-07T09") -> the reply of that hour; skips where the data is not at hand."""
    def read(hour: str) -> dict:
        file = REAL / "risk_areas" / f"{hour}.json"
        if not file.exists():
            pytest.skip(f"{file} is not there: the real lists are not part of the project.")
        return json.loads(file.read_text(encoding="utf-8"))
    return read


@pytest.fixture
def reply():
    """reply("2022-11-07 9时", high=[("金水区", "...")]) -> a reply in the service's shape."""
    def build(hour: str, high=(), middle=(), low=(), city="郑州市") -> dict:
        areas = {name: [{"type": "2", "province": "河南省", "city": city, "county": county, "communitys": [text]}
                        for county, text in entries]
                 for name, entries in (("highlist", high), ("middlelist", middle), ("lowlist", low))}
        return {"data": {"end_update_time": hour, **areas}, "code": 0, "msg": ""}
    return build


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL whose database ``postgres`` has the newest tables; skips where it is not installed."""
    with Services() as services:
        try:
            service = services.postgres()
        except ServiceMissing as missing:
            pytest.skip(str(missing))
        url = make_url(service.url)
        # Nothing of it outlives the tests.
        command(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        engine = open_engine(url.render_as_string(hide_password=False))
        migrate(engine)
        engine.dispose()
        yield url
        service.kill()


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory) -> Path:
    """The file of an empty store with its newest tables."""
    file = tmp_path_factory.mktemp("stores") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def stored(request, tmp_path, sqlite_store):
    """The engine of an empty store with its newest tables, on each of the databases."""
    if request.param == "sqlite":
        yield open_engine(f"sqlite:///{shutil.copy(sqlite_store, tmp_path / 'stored.db')}")
    else:
        yield from copy_of(request.getfixturevalue("postgres"))


def copy_of(url):
    """A database like that one, for one test."""
    name = f"stored_{uuid.uuid4().hex}"
    command(url, f"CREATE DATABASE {name} TEMPLATE {url.database}")
    engine = open_engine(url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def command(url, *statements: str) -> None:
    """Outside of the database that is copied."""
    admin = create_engine(url.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
