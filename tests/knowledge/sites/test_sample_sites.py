"""The demonstration sites load, say what they are, and cover the whole city."""
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from knowledge.clock import SHANGHAI
from knowledge.database import Base, open_engine
from knowledge.places.districts import districts
from knowledge.sites.load import load_sites
from knowledge.sites.model import SAMPLE
from knowledge.sites.search import search
from knowledge.tables.table import read_table

FILE = Path(__file__).parents[3] / "data" / "sample" / "sites.csv"
AT = datetime(2022, 11, 7, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('sample') / 'sites.db'}")
    Base.metadata.create_all(engine)
    with Session(engine, future=True) as session:
        assert not load_sites(session, read_table(FILE)).refused
        yield session


def test_every_row_says_that_it_is_an_example():
    assert {row.values["source"] for row in read_table(FILE)} == {"示例数据，待核对"}
    assert all(row.values["site_id"].startswith(SAMPLE) for row in read_table(FILE))
    assert not any(row.values["phone"] for row in read_table(FILE))


def test_booths_in_every_district_and_enough_of_all_kinds():
    rows = [row.values for row in read_table(FILE)]
    kinds = Counter(row["kind"] for row in rows)
    assert kinds["booth"] >= 60 and kinds["hospital_24h"] >= 18
    assert kinds["temporary_point"] == kinds["courier_point"] == 6
    assert {row["district"] for row in rows if row["kind"] == "booth"} == set(districts().names)


def test_what_residents_ask_on_that_morning(session):
    assert search(session, AT, {"hospital_24h"}, district="二七区").total >= 3
    assert search(session, AT, {"booth"}, district="中原区", only_open=True).total >= 3
    near = search(session, AT, {"booth"}, near=(34.75, 113.66))
    assert all(hit.distance_m < 5000 and hit.state == "open" for hit in near.hits)


def test_positions_lie_in_the_city():
    for row in (row.values for row in read_table(FILE)):
        if row["lat"]:
            assert 34.2 < float(row["lat"]) < 35.0 and 112.7 < float(row["lon"]) < 114.3, row["name"]
