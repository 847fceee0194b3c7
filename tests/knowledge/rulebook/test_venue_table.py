"""The venue table of press conference no. 34: every cell, and what holds for all of them."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from content_folder import EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from support import SHARED

from knowledge.rulebook import decide_venue, verdicts_by_zone
from knowledge.rulebook.venues import zone_matters

# Read off the clauses by hand. The text gives no rule for high-risk zones and sealed units; medium-risk zones, risk
# compounds and anti-spillover zones share one clause. So a kind has two words: in those three, and in low-risk zones.
CELLS = """
supermarket      open        open
pharmacy         open        open
barber           open        open
medical          open        open
restaurant       takeaway    takeaway
deli             closed      open
bakery           closed      open
clothing         closed      open
government       not_stated  open
enterprise       closed      open
office_building  closed      open
bank             closed      open
service_hall     closed      open
school           not_stated  online
kindergarten     not_stated  online
training         closed      online
boarding_school  not_stated  closed_loop
care_home        not_stated  closed_loop
welfare_home     not_stated  closed_loop
prison           not_stated  closed_loop
gathering        none        none_in_principle
mall             closed      not_stated
food_market      closed      not_stated
convenience      closed      not_stated
fruit            closed      not_stated
laundry          closed      not_stated
repair           closed      not_stated
hardware         closed      not_stated
stationery       closed      not_stated
baby             closed      not_stated
flower           closed      not_stated
parcel           closed      not_stated
shoes            closed      not_stated
pet              closed      not_stated
beauty           closed      not_stated
car              closed      not_stated
hotel            closed      not_stated
agency           closed      not_stated
entertainment    closed      not_stated
ktv              closed      not_stated
gym              closed      not_stated
cinema           closed      not_stated
internet_cafe    closed      not_stated
bath             closed      not_stated
park             closed      not_stated
library          closed      not_stated
book_cafe        closed      not_stated
chess            closed      not_stated
museum           closed      not_stated
worship          closed      not_stated
shop             closed      not_stated
staple           closed      not_stated
jewelry          closed      not_stated
wholesale        closed      not_stated
farm             closed      not_stated
funeral          closed      not_stated
logistics        closed      not_stated
recycling        closed      not_stated
water_gas        closed      not_stated
study            closed      not_stated
activity         closed      not_stated
stall            closed      not_stated
building_site    closed      not_stated
"""
CONTROLLED = ("medium_risk", "risk_compound", "anti_spillover")
CLAUSES = {"takeaway": "dining", "online": "schools", "closed_loop": "care", "none_in_principle": "gathering",
           "not_stated": "low-risk-venues"}
BOOK = real_release().rulebook
ZONE_KINDS, VERDICTS = tuple(BOOK.zones), set(BOOK.verdicts)
OFFICES = ("government", "enterprise", "office_building", "bank", "service_hall")
EXPECTED = {
    (zone, venue): "not_stated" if zone in ("high_risk", "risk_unit") else controlled if zone in CONTROLLED else low
    for venue, controlled, low in (line.split() for line in CELLS.split("\n") if line)
    for zone in ZONE_KINDS
}
zones, venues = st.sampled_from(ZONE_KINDS), st.sampled_from(sorted(BOOK.kinds))
instants = st.datetimes(datetime(2022, 10, 1), datetime(2023, 2, 1)).map(
    lambda at: at.replace(tzinfo=timezone(timedelta(hours=8))))


def test_the_table_above_has_every_cell():
    assert set(EXPECTED) == {(zone, venue) for zone in ZONE_KINDS for venue in BOOK.kinds}


@pytest.mark.parametrize("venue", sorted(BOOK.kinds))
def test_every_cell(venue):
    words = {zone: verdict.word for zone, verdict in verdicts_by_zone(BOOK, venue, EVENT).items()}
    assert words == {zone: EXPECTED[zone, venue] for zone in ZONE_KINDS}


@pytest.mark.parametrize("venue", sorted(BOOK.kinds))
def test_every_cell_names_its_clause(venue):
    for zone, verdict in verdicts_by_zone(BOOK, venue, EVENT).items():
        low = "offices" if venue in OFFICES else CLAUSES.get(verdict.word, "low-risk-venues")
        assert (verdict.notice, verdict.clause) == ("press-34", low if zone == "low_risk" else "controlled-venues")


@pytest.mark.parametrize(("venue", "zone", "words"), [
    ("bank", "low_risk", ["预约", "错峰", "限流", "戴口罩", "测温", "扫码"]),
    ("supermarket", "low_risk", ["防控措施", "清洁", "消毒", "通风"]),
    ("restaurant", "low_risk", ["外卖", "无接触", "小区门口"]),
    ("restaurant", "medium_risk", ["外卖", "无接触", "小区门口"]),
])
def test_conditions(venue, zone, words):
    conditions = decide_venue(BOOK, venue, zone, EVENT).conditions
    assert [word for word in words if word not in conditions] == []


@given(zones, venues, instants)
def test_any_zone_venue_and_instant_give_one_verdict_with_its_source(zone, venue, at):
    verdict = decide_venue(BOOK, venue, zone, at)
    rows = BOOK.venue_rows(at)
    assert verdict.word in VERDICTS and (verdict.zone, verdict.venue, verdict.at) == (zone, venue, at)
    assert verdict == decide_venue(BOOK, venue, zone, at) and verdict.trace
    if not rows:
        assert (verdict.word, verdict.notice, verdict.clause, verdict.would_change) == ("not_stated", None, None, ())
    else:
        notice = real_release().notices[verdict.notice]
        assert notice.in_force.contains(at) and verdict.clause in notice.clauses


@given(zones, venues, instants)
def test_would_change_lists_exactly_the_zones_with_another_word(zone, venue, at):
    verdict = decide_venue(BOOK, venue, zone, at)
    words = {other: decide_venue(BOOK, venue, other, at).word for other in ZONE_KINDS}
    assert verdict.would_change == tuple(z for z in ZONE_KINDS if words[z] != verdict.word)


@given(zones, st.text(max_size=8), instants)
def test_a_kind_that_no_row_names_gets_the_row_for_others(zone, venue, at):
    verdict = decide_venue(BOOK, venue, zone, at)
    assert verdict.named is (venue in BOOK.kinds and verdict.named)
    assert verdict.word in ("not_stated", "closed") or venue in BOOK.kinds


@pytest.mark.parametrize(("at", "known"), [("2022-11-05T23:59:59", False), ("2022-11-06T00:00:00", True)])
def test_the_table_begins_with_its_notice(at, known):
    verdict = decide_venue(BOOK, "pharmacy", "low_risk", datetime.fromisoformat(at + "+08:00"))
    assert (verdict.notice is not None) is known and verdict.word == ("open" if known else "not_stated")


def test_a_verdict_tells_whether_its_kind_is_named():
    assert decide_venue(BOOK, "barber", "medium_risk", EVENT).named
    assert not decide_venue(BOOK, "laundry", "medium_risk", EVENT).named


@pytest.mark.parametrize(("venue", "matters"), [
    ("pharmacy", False), ("restaurant", False), ("deli", True), ("school", False), ("gathering", True), ("ktv", False),
])
def test_when_the_zone_has_to_be_asked_for(venue, matters):
    assert zone_matters(BOOK, venue, EVENT) is matters


def test_the_table_agrees_with_the_one_that_the_rules_were_given_in():
    file = SHARED / "topics" / "venue_rules.yml"
    if not file.exists():
        pytest.skip(f"{file} is not there: the given table is not part of the project.")
    given_zones = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["zones"]
    assert set(given_zones) == set(ZONE_KINDS)
    named = {venue for row in given_zones.values() for venue in row} - {"default"}
    assert named <= set(BOOK.kinds)
    differing = {
        (zone, venue): word for (zone, venue), word in EXPECTED.items()
        if {word, decide_venue(BOOK, venue, zone, EVENT).word} != {
            given_zones[zone].get(venue, given_zones[zone]["default"])
        }
    }
    assert differing == {}
