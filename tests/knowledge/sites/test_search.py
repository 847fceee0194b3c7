"""Which sites are named, and in which order."""
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.clock import SHANGHAI
from knowledge.database import Base, open_engine
from knowledge.sites.load import load_sites
from knowledge.sites.search import NEAR_M, district_near, search
from knowledge.tables.table import Row

AT = datetime(2022, 11, 7, 9, 0, tzinfo=SHANGHAI)
BASE = dict(
    kind="booth", district="金水区", street="", community="", address="", lat="", lon="", hours="07:00-20:00",
    phone="", audience="all", status="open", valid_from="2022-11-01", valid_to="", source="测试",
)
SITES = [
    {"site_id": "far", "name": "远", "lat": "34.90", "lon": "113.66"},
    {"site_id": "near", "name": "近", "lat": "34.80", "lon": "113.66"},
    {"site_id": "shut", "name": "关", "lat": "34.79", "lon": "113.66", "hours": "14:00-20:00"},
    {"site_id": "soon", "name": "快关", "lat": "34.81", "lon": "113.66", "hours": "07:00-09:30"},
    {"site_id": "halt", "name": "停", "status": "suspended"},
    {"site_id": "street", "name": "同街", "street": "文化路街道"},
    {"site_id": "other", "name": "丙街", "street": "东风路街道"},
    {"site_id": "old", "name": "旧", "valid_to": "2022-11-07T09:00"},
    {"site_id": "new", "name": "新", "valid_from": "2022-11-07T09:00:01+08:00"},
    {"site_id": "guan", "name": "管", "district": "管城回族区", "valid_to": "2022-11-07T19:00"},
    {"site_id": "courier", "name": "快递", "kind": "courier_point", "audience": "courier"},
    {"site_id": "riders", "name": "骑手屋", "audience": "courier"},
    {"site_id": "zdyfy", "name": "郑州大学第一附属医院", "kind": "hospital_24h", "district": "二七区",
     "hours": "24h", "address": "二七区建设东路1号"},
    {"site_id": "zxyy", "name": "郑州市中心医院", "kind": "hospital_24h", "district": "中原区",
     "hours": "24h"},
]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('search') / 'sites.db'}")
    Base.metadata.create_all(engine)
    with Session(engine, future=True) as session:
        report = load_sites(session, [Row(n, {**BASE, **site}) for n, site in enumerate(SITES, start=2)])
        assert not report.refused
        yield session


def ids(result):
    return [hit.site.site_id for hit in result.hits]


def test_open_first_then_distance_then_street(session):
    found = search(session, AT, {"booth"}, district="金水区", street="文化路", near=(34.79, 113.66), limit=10)
    assert ids(found) == ["near", "soon", "far", "street", "other", "shut", "halt"]
    assert found.total == 7
    assert {hit.site.site_id: hit.state for hit in found.hits} == {
        "near": "open", "soon": "closes_soon", "far": "open", "street": "open", "other": "open",
        "shut": "closed", "halt": "suspended"}
    assert found.hits[0].distance_m == pytest.approx(1112, abs=2)
    assert found.hits[3].distance_m is None


def test_limit_and_only_open(session):
    found = search(session, AT, {"booth"}, district="金水区", only_open=True, limit=2)
    assert len(found.hits) == 2 and found.total == 5


@pytest.mark.parametrize("district", ["管城回族区", "管城区"])
def test_a_district_by_any_of_its_names(session, district):
    found = search(session, AT, {"booth"}, district=district)
    assert ids(found) == ["guan"]
    assert found.hits[0].opening.closes_at == datetime(2022, 11, 7, 19, 0, tzinfo=SHANGHAI)


def test_nothing_opens_behind_its_window(session):
    morning = datetime(2022, 11, 7, 6, 0, tzinfo=SHANGHAI)
    (hit,) = search(session, morning, {"booth"}, district="管城回族区").hits
    assert hit.opening.opens_at == datetime(2022, 11, 7, 7, 0, tzinfo=SHANGHAI)
    closing = datetime(2022, 11, 7, 19, 0, tzinfo=SHANGHAI)
    assert not search(session, closing, {"booth"}, district="管城回族区").hits


def test_courier_sites_are_for_couriers(session):
    kinds = {"booth", "courier_point"}
    assert not {"courier", "riders"} & set(ids(search(session, AT, kinds, limit=99)))
    assert {"courier", "riders", "near"} <= set(ids(search(session, AT, kinds, audience="courier", limit=99)))


@pytest.mark.parametrize(("name", "expected"), [
    ("郑州大学第一附属医院", ["zdyfy"]), ("中心医院", ["zxyy"]), ("建设东路", ["zdyfy"]),
    ("郑大一附院", ["zdyfy"]), ("郑州中心医院", ["zxyy"]), ("医院", ["zdyfy", "zxyy"]),
    ("协和", []), ("%", []),
])
def test_by_name(session, name, expected):
    assert sorted(ids(search(session, AT, {"hospital_24h"}, name=name))) == expected


def test_an_unknown_kind_is_a_mistake(session):
    with pytest.raises(ValueError, match="no such kind"):
        search(session, AT, {"boots"})


instants = st.datetimes(datetime(2022, 11, 2), datetime(2022, 11, 12)).map(lambda at: at.replace(tzinfo=SHANGHAI))
positions = st.none() | st.tuples(st.floats(34.7, 34.9), st.floats(113.6, 113.7))
districts = st.sampled_from([None, "金水区", "管城回族区", "二七区"])
KINDS = {"booth", "courier_point", "hospital_24h"}


@given(instants, districts, positions, st.sampled_from(["all", "courier"]))
def test_threes_name_every_site_once_in_the_same_order(session, at, district, near, audience):
    found = search(session, at, KINDS, district, near=near, audience=audience, limit=99)
    told: list[str] = []
    while True:
        three = search(session, at, KINDS, district, near=near, audience=audience, without=told)
        assert three.total == found.total and three.left == found.total - len(told) - len(three.hits)
        if not three.hits:
            break
        told += ids(three)
    assert told == ids(found)


@given(instants, districts, positions)
def test_nobody_but_couriers_is_sent_to_their_sites(session, at, district, near):
    assert not any(hit.site.couriers_only for hit in search(session, at, KINDS, district, near=near, limit=99).hits)


@given(instants, districts)
def test_the_next_opening_is_the_first_and_only_told_when_all_is_shut(session, at, district):
    found = search(session, at, {"booth"}, district, limit=99)
    following = found.next_opening
    if any(hit.is_open for hit in found.hits):
        assert following is None
    elif following:
        assert following.opening.opens_at == min(
            hit.opening.opens_at for hit in found.hits if hit.opening.opens_at and hit.state == "closed"
        )
        assert at < following.opening.opens_at <= at + timedelta(days=7)


@given(instants, st.tuples(st.floats(34.5, 35.1), st.floats(113.4, 114.0)))
def test_near_somebody_is_what_has_a_position_within_reach(session, at, near):
    hits = search(session, at, {"booth"}, near=near, limit=99).hits
    assert all(hit.distance_m is not None and hit.distance_m <= NEAR_M for hit in hits)
    opened = [hit.distance_m for hit in hits if hit.is_open]
    assert opened == sorted(opened)


def test_what_opens_earlier_comes_first_when_nothing_else_tells_them_apart(session):
    night = datetime(2022, 11, 7, 22, 0, tzinfo=SHANGHAI)
    # 关 would come first by its name, but opens in the afternoon; 停 is suspended.
    assert ids(search(session, night, {"booth"}, district="金水区", limit=9))[-2:] == ["shut", "halt"]


def test_the_district_of_a_location_is_that_of_the_nearest_site(session):
    assert district_near(session, AT, (34.80, 113.66)) == "金水区"
    assert district_near(session, AT, (31.2, 121.5)) is None
