"""Which of several rows decides: docs/decisions/0015-which-row-wins.md, as properties over made-up rows."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from content_folder import EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st
from rulebooks import VERDICTS, ZONES

from knowledge.notices import Window
from knowledge.rulebook import Area, Designator, Row, Scope, decide_venue
from knowledge.rulebook.venues import severity

REAL = real_release().rulebook
STATED = [word for word in VERDICTS if word != "not_stated"]
HERE, STREET = ("甲区",), ("甲区", "乙街道")
PLACES = ((), (HERE,), (STREET,), (("丙区",),))


def row(notice="n", verdict="open", start=-1, *, issued=None, venues=("ktv",), **more) -> Row:
    scope = Scope(**{key: more.pop(key) for key in ("zones", "days", "places", "area", "designator") if key in more})
    return Row(notice, "一", Window(EVENT + timedelta(hours=start)), verdict, venues, scope, issued=issued, **more)


def decided(*rows: Row, zone="low_risk", at=EVENT, **where):
    return decide_venue(replace(REAL, rows=rows), "ktv", zone, at, **where)


@st.composite
def rows(draw) -> tuple[Row, ...]:
    """One row each of up to four notices, of any scope and time."""
    return tuple(
        row(
            f"n{number}", draw(st.sampled_from(VERDICTS)), draw(st.integers(-3, 1)),
            issued=draw(st.sampled_from([None, date(2022, 11, 5), date(2022, 11, 7)])),
            venues=draw(st.sampled_from([None, ("ktv",), ("gym",)])),
            zones=draw(st.sampled_from([None, ("low_risk",), ("medium_risk", "low_risk")])),
            places=draw(st.sampled_from(PLACES)), proof=draw(st.sampled_from([None, 24, 48])),
        )
        for number in range(draw(st.integers(0, 4)))
    )


zones, names = st.sampled_from([None, *ZONES]), st.sampled_from([(), HERE, STREET, ("丙区",), ("丙区", "丁街道")])


@given(rows(), zones, names, st.randoms())
def test_the_order_in_which_rows_are_written_changes_nothing(some, zone, where, random):
    shuffled = random.sample(some, len(some))
    one, other = (decided(*each, zone=zone, where=where) for each in (some, shuffled))
    assert (one.word, set(one.rows), set(one.elsewhere)) == (other.word, set(other.rows), set(other.elsewhere))


@given(rows(), zones, names)
def test_what_decides_holds_there_and_a_later_silence_changes_nothing(some, zone, where):
    verdict = decided(*some, zone=zone, where=where)
    for each in verdict.rows:
        assert each.holds(EVENT) and (each.scope.zones is None or zone in each.scope.zones)
        assert not each.scope.places or any(where[:len(names)] == names for names in each.scope.places)
        assert each.venues is None or "ktv" in each.venues
    silent = row("silent", "not_stated", 0, venues=None)
    assert decided(*some, silent, zone=zone, where=where).word == verdict.word


@given(rows(), names, st.sampled_from(STATED))
def test_the_latest_row_that_states_it_wins_in_an_ordinary_zone(some, where, verdict):
    latest = row("latest", verdict, 0, issued=date(2022, 11, 8))
    earlier = tuple(replace(each, window=Window(EVENT - timedelta(hours=1))) for each in some)
    assert decided(*earlier, latest, where=where).rows == (latest,)
    if earlier and all(each.verdict == "not_stated" for each in earlier):
        assert decided(*earlier, where=where).word == "not_stated"


@given(st.sampled_from(STATED), st.sampled_from(STATED))
def test_what_is_said_of_the_whole_city_never_loosens_a_zone_designated_by_name(own, later):
    first, second = row("zone", own, -2, zones=("medium_risk",)), row("city", later, -1)
    verdict = decided(first, second, zone="medium_risk")
    assert severity(REAL, verdict.rows[0]) == max(severity(REAL, each) for each in (first, second))
    # In a zone that nothing designates the later one decides, and so it does where it names the zone.
    assert decided(replace(first, scope=Scope(("low_risk",))), second).word == later
    assert decided(first, replace(second, scope=Scope(("medium_risk",))), zone="medium_risk").word == later


@pytest.mark.parametrize(("issued", "word"), [(date(2022, 11, 7), "open"), (date(2022, 11, 6), "disagree")])
def test_at_one_instant_the_later_issued_wins_and_else_they_disagree(issued, word):
    one, other = row("a", "closed", issued=date(2022, 11, 6)), row("b", "open", issued=issued)
    assert decided(one, other).word == word


def test_of_two_at_one_instant_the_narrower_wins():
    assert decided(row("a", "closed"), row("b", "open", places=(HERE,)), where=STREET).word == "open"


def test_where_the_place_is_not_known_a_narrower_row_is_told_beside():
    city, street = row("a", "closed", -2), row("b", "open", places=(STREET,))
    for where, word, elsewhere in (((), "closed", (street,)), (HERE, "closed", (street,)), (STREET, "open", ()),
                                   (("丙区",), "closed", ())):
        verdict = decided(city, street, where=where)
        assert (verdict.word, verdict.elsewhere) == (word, elsewhere)


def test_an_area_bounded_by_roads_is_told_beside_wherever_in_its_district():
    city, area = row("a", "closed", -2), row("b", "open", places=(HERE,), area="南路以北")
    assert decided(city, area, where=STREET).elsewhere == (area,) and decided(city, area, where=("丙区",)).elsewhere == ()


@pytest.mark.parametrize(("where", "word"), [
    ((*HERE, Area("南路以北")), "open"), ((*STREET, Area("南路以北")), "open"), ((*HERE, Area("某某小区")), "closed"),
    (("丙区", Area("南路以北")), "closed"),
])
def test_in_an_area_bounded_by_roads_its_own_row_decides(where, word):
    verdict = decided(row("a", "closed", -2), row("b", "open", places=(HERE,), area="南路以北"), where=where)
    assert verdict.word == word


def test_an_area_that_runs_across_streets_may_lie_in_any_of_its_district():
    street = row("b", "open", places=(STREET,))
    assert decided(row("a", "closed", -2), street, where=(*HERE, Area("南路以北"))).elsewhere == (street,)


@pytest.mark.parametrize(("day", "word"), [
    (1, "closed"), (4, "closed"), (5, "takeaway"), (9, "takeaway"), (None, "by_day"),
])
def test_a_zone_is_ruled_by_its_day(day, word):
    first, then = row("a", "closed", zones=("medium_risk",), days=(1, 4)), row(
        "a", "takeaway", zones=("medium_risk",), days=(5, None))
    verdict = decided(first, then, zone="medium_risk", day=day)
    assert verdict.word == word
    assert [start for start, _ in verdict.by_day] == ([1, 5] if day is None else [])
    assert decided(first, replace(then, verdict="closed"), zone="medium_risk").word == "closed"


def test_the_conditions_of_all_that_agree_hold():
    verdict = decided(row("a", proof=48, capacity=75, conditions=("戴口罩",)), row("b", proof=24, capacity=50))
    assert (verdict.word, verdict.proof, verdict.capacity, verdict.conditions) == ("open", 24, 50, "戴口罩")


def needed(hours: int, **more) -> Row:
    return row("later", "entry", 0, venues=None, proof=hours, **more)


def test_what_is_needed_to_go_in_is_added_where_another_row_opens():
    verdict = decided(row(proof=72, conditions=("a",)), needed(24))
    assert (verdict.word, verdict.proof, verdict.conditions) == ("open", 24, "a")
    assert [claim.notice for claim in verdict.claims] == ["n", "later"]


def test_what_is_needed_to_go_in_opens_nothing():
    assert decided(needed(24)).word == "not_stated"
    closed = decided(row(verdict="closed"), needed(24))
    assert (closed.word, closed.proof) == ("closed", None)


def test_what_is_needed_in_a_part_of_the_place_is_told_beside_it():
    verdict = decided(row(proof=72), needed(24, places=(STREET,)), where=HERE)
    assert verdict.proof == 72
    (there,) = verdict.elsewhere
    assert (there.verdict, there.proof, there.notice) == ("open", 24, "later")


def test_what_is_needed_ends_with_its_window():
    ended = replace(needed(24), window=Window(EVENT - timedelta(hours=2), EVENT))
    assert decided(row(proof=72), ended).proof == 72


@pytest.mark.parametrize(("by", "word"), [(("n",), "closed"), (("other",), "not_stated"), (("other", "n"), "closed")])
def test_a_row_for_the_zones_that_its_notice_designated_decides_in_no_others(by, word):
    only_own = row(verdict="closed", zones=("low_risk",), places=(HERE,), designator="n")
    assert decided(only_own, where=(*HERE, *map(Designator, by))).word == word


def test_where_it_is_not_known_who_designated_a_zone_such_a_row_is_told_beside_the_verdict():
    only_own = row(verdict="closed", zones=("low_risk",), places=(HERE,), designator="n")
    verdict = decided(only_own, where=HERE)
    assert (verdict.word, verdict.elsewhere) == ("not_stated", (only_own,))
