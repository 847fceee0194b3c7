"""A migrated database in a file, and the real lists where they are at hand."""
from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

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
