"""Loading sites: strict, all or nothing, twice changes nothing, the sample retires."""
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.clock import SHANGHAI, parse_instant
from knowledge.database import Base, open_engine
from knowledge.sites.load import load_sites
from knowledge.sites.model import COLUMNS
from knowledge.sites.tables import SiteRow
from knowledge.tables.table import Row

GOOD = dict(
    site_id="b1", kind="booth", name="文化路采样屋", district="金水区", street="文化路街道", community="",
    address="文化路1号", lat="34.79", lon="113.66", hours="07:00-20:00",
    phone="", audience="all", status="open",
    valid_from="2022-11-01", valid_to="", source="测试",
)


@pytest.fixture
def session(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'sites.db'}")
    Base.metadata.create_all(engine)
    with Session(engine, future=True) as session:
        yield session


def rows(*changes):
    return [Row(line, {**GOOD, **change}) for line, change in enumerate(changes, start=2)]


def stored(session):
    session.expire_all()
    return {row.site_id: row.as_site() for row in session.execute(select(SiteRow)).scalars()}


def counts(report):
    return report.added, report.changed, report.unchanged, report.retired, len(report.refused)


def test_added_unchanged_changed(session):
    two = rows({}, {"site_id": "b2", "lat": "", "lon": ""})
    assert counts(load_sites(session, two)) == (2, 0, 0, 0, 0)
    session.commit()
    assert counts(load_sites(session, two)) == (0, 0, 2, 0, 0)
    assert counts(load_sites(session, rows({}, {"site_id": "b2"}))) == (0, 1, 1, 0, 0)
    site = stored(session)["b1"]
    assert (site.lat, site.lon) == (34.79, 113.66)
    assert site.valid_from == datetime(2022, 11, 1, tzinfo=SHANGHAI) and site.valid_to is None


def test_a_former_load_stays(session):
    load_sites(session, rows({}))
    load_sites(session, rows({"site_id": "b2"}))
    assert set(stored(session)) == {"b1", "b2"}


@pytest.mark.parametrize(("change", "reason"), [
    ({"kind": "tent"}, "kind is 'tent'"), ({"audience": ""}, "audience must not be empty"),
    ({"audience": "doctors"}, "audience is"), ({"status": "shut"}, "status is"),
    ({"hours": "25:00-26:00"}, "no clock shows"),
    ({"lat": "113.66", "lon": "34.79"}, "outside of China"), ({"lat": ""}, "Only one of lat and lon"),
    ({"lat": "nan"}, "plain degrees"), ({"lat": "1e1"}, "plain degrees"),
    ({"lon": "13.6"}, "outside of China"),
    ({"valid_to": "2022-11-01"}, "is not after"), ({"valid_from": "gestern"}, "not an ISO 8601 time"),
    ({"district": "洛龙区"}, "district '洛龙区' is no district of the city"), ({"full_list": "no"}, "full_list is 'no'"),
    ({"valid_from": "0001-01-01"}, "not an ISO 8601 time"),
    ({"name": ""}, "name must not be empty"), ({"district": "", "source": ""}, "district, source must not"),
])
def test_one_bad_row_refuses_all(session, change, reason):
    report = load_sites(session, rows({"site_id": "b0"}, change, {"site_id": "b2"}))
    assert (report.added, report.changed, report.unchanged) == (0, 0, 0)
    assert [refusal.line for refusal in report.refused] == [3]
    assert reason in report.refused[0].reason and report.refused[0].reason.endswith(".")
    assert not stored(session)


def test_the_same_id_twice(session):
    report = load_sites(session, rows({}, {"name": "另一个"}))
    assert [(r.line, r.reason) for r in report.refused] == [(3, "site_id b1 stands in line 2 already.")]


def test_two_rows_of_one_number_are_two_rows(session):
    report = load_sites(session, [Row(2, GOOD), Row(2, {**GOOD, "name": "别的"})])
    assert [each.line for each in report.refused] == [2] and not stored(session)


def test_all_bad_rows_are_told(session):
    report = load_sites(session, rows({"kind": "x"}, {"site_id": "b2"}, {"site_id": "b3", "status": "x"}))
    assert [refusal.line for refusal in report.refused] == [2, 4]


def test_columns_must_be_those_of_the_format(session):
    odd = {name: value for name, value in GOOD.items() if name != "phone"} | {"colour": "red"}
    report = load_sites(session, [Row(2, odd)])
    assert report.refused[0].line == 1
    reason = report.refused[0].reason
    assert "unknown colour; missing phone" in reason and ",".join(COLUMNS) in reason


def test_an_empty_file_changes_nothing(session):
    load_sites(session, rows({}), sample=True)
    assert load_sites(session, []).refused
    assert stored(session)["b1"].valid_to is None


def test_the_first_real_load_retires_the_sample(session):
    load_sites(session, rows({"site_id": "s1"}, {"site_id": "s2"}), sample=True)
    assert counts(load_sites(session, rows({"site_id": "s2"}, {}))) == (1, 1, 0, 1, 0)
    sites = stored(session)
    assert sites["s1"].sample and sites["s1"].valid_to == sites["s1"].valid_from
    assert not sites["s2"].sample and sites["s2"].valid_to is None
    assert counts(load_sites(session, rows({"site_id": "s2"}, {}))) == (0, 0, 2, 0, 0)


def test_the_sample_never_comes_back(session):
    load_sites(session, rows({"site_id": "s1"}), sample=True)
    load_sites(session, rows({}))
    before = stored(session)
    again = load_sites(session, rows({"site_id": "s1"}, {"name": "旧名"}), sample=True)
    assert counts(again) == (0, 0, 2, 0, 0)
    assert stored(session) == before


def test_sample_rows_are_known_by_their_id(session):
    load_sites(session, rows({"site_id": "sample-1"}))
    assert stored(session)["sample-1"].sample
    assert counts(load_sites(session, rows({}, {"site_id": "sample-2"}))) == (1, 0, 1, 1, 0)
    assert set(stored(session)) == {"b1", "sample-1"}


NINE, TEN = parse_instant("2022-11-07T09:00"), parse_instant("2022-11-07T10:00")


def full(*changes):
    return rows(*({"full_list": "yes", **change} for change in changes))


def test_a_district_is_kept_by_the_name_that_residents_ask_for(session):
    load_sites(session, rows({"district": "金水"}, {"site_id": "b2", "district": "郑州市金水区"}))
    assert {site.district for site in stored(session).values()} == {"金水区"}


def test_hospitals_of_another_city_retire_nothing(session):
    load_sites(session, rows({"site_id": "s1"}), sample=True)
    report = load_sites(session, rows(*({"site_id": f"h{number}", "district": "洛龙区"} for number in range(98))))
    assert len(report.refused) == 98 and report.retired == 0 and stored(session)["s1"].valid_to is None


def test_what_was_typed_in_full_width_is_kept_in_half_width(session):
    load_sites(session, rows({"phone": "０３７１－６７１２３４５６", "lat": "３４．７９", "lon": "１１３．６６", "valid_from": "２０２２－１１－０１"}))
    site = stored(session)["b1"]
    assert (site.phone, site.lat, site.lon) == ("0371-67123456", 34.79, 113.66)


def test_sites_that_the_newer_full_list_of_their_source_lacks_are_closed(session):
    other = {"site_id": "b9", "source": "别处"}
    load_sites(session, rows({}, {"site_id": "b2"}, {"site_id": "b3"}, other), at=NINE)
    report = load_sites(session, full({"site_id": "b2"}), at=TEN)
    assert report.closed == 2 and report.notes == ["Closed, since the full list lacks them: 文化路采样屋 (b1)、文化路采样屋 (b3)."]
    ends = {site_id: site.valid_to for site_id, site in stored(session).items()}
    assert ends == {"b1": TEN, "b2": None, "b3": TEN, "b9": None}
    again = load_sites(session, full({"site_id": "b2"}), at=TEN)
    assert (again.changed, again.unchanged, again.closed, again.notes) == (0, 1, 0, [])
    assert (
        load_sites(session, full({}, {"site_id": "b2"}), at=TEN).changed == 1 and stored(session)["b1"].valid_to is None
    )


def test_a_site_that_would_open_later_never_opens(session):
    load_sites(session, rows({"valid_from": "2022-12-01"}), at=NINE)
    assert load_sites(session, full({"site_id": "b2"}), at=TEN).closed == 1
    assert stored(session)["b1"].valid_to == stored(session)["b1"].valid_from
    assert load_sites(session, full({"site_id": "b2"}), at=TEN).closed == 0


def test_of_a_file_that_does_not_say_that_it_is_full_it_is_said_what_it_lacks(session):
    load_sites(session, rows(*({"site_id": f"b{number}"} for number in range(8))), at=NINE)
    report = load_sites(session, rows({"site_id": "new"}), at=TEN)
    assert report.closed == 0 and report.notes[0].startswith("Sites of the same source that the file lacks stay open: ")
    assert "(b4) and 3 more" in report.notes[0] and "full_list with yes" in report.notes[0]
    assert all(site.valid_to is None for site in stored(session).values())
