"""Facts decide between neighbouring topics that words alone confuse."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.readers.spans import Span
from bot.nlu.topic_tiebreak import is_night, of_other_zones, settle

SURE = {"sure_beside_venue": 0.5, "venue_in_zone": 0.9}
NIGHT, NOON = (Span(0, 2, "at", f"2022-11-07T{hour}:00:00+08:00") for hour in (23, 12))
ZONE, VENUE = Span(0, 4, "zone_kind", "low_risk"), Span(4, 7, "venue_kind", "restaurant")
JINSHUI, SHANGJIE = (Span(0, 3, "place", {"candidates": [{"district": name}]}) for name in ("金水区", "上街区"))
RANKING = (("booth_location", 0.4), ("dine_in", 0.3), ("after_hours_testing", 0.2), ("low_risk_conduct", 0.1))
SCREENING = (("screening_districts", 0.6), ("screening_not_listed", 0.3), ("greet", 0.1))


def first(ranking, *spans) -> str:
    return settle(ranking, list(spans), SURE)[0][0]


def test_without_facts_the_model_is_right():
    assert settle(RANKING, [], SURE) == RANKING and first(RANKING, NOON) == "booth_location"


def test_a_test_at_night_is_looked_for_where_it_is_open_at_night():
    assert first(RANKING, NIGHT) == "after_hours_testing"
    assert first(RANKING[1:2] + RANKING[:1], NIGHT) == "dine_in"


def test_a_venue_in_a_zone_is_asked_about_as_a_venue():
    conduct = (("low_risk_conduct", 0.6), *RANKING[:3])
    assert (
        first(conduct, ZONE, VENUE) == "dine_in" and first(conduct, ZONE) == first(conduct, VENUE) == "low_risk_conduct"
    )
    assert settle(conduct, [ZONE, VENUE], SURE)[0][1] >= SURE["sure_beside_venue"]


def test_a_sure_model_may_mean_something_beside_the_venue():
    sure = (("takeaway_to_gate", 0.9), ("dine_in", 0.1))
    assert first(sure, ZONE, VENUE) == "takeaway_to_gate"
    assert first((("takeaway_to_gate", 0.4), *RANKING[1:]), ZONE, VENUE) == "dine_in"


@pytest.mark.parametrize(("named", "others"), [
    ((), set()), (("low_risk",), set()), (("high_risk",), {"low_risk_conduct"}), (("high_risk", "low_risk"), set()),
])
def test_a_topic_of_one_kind_of_zone_is_not_meant_where_only_others_are_named(named, others):
    assert of_other_zones([Span(place, place + 1, "zone_kind", kind) for place, kind in enumerate(named)]) == others


@pytest.mark.parametrize("ranking", [SCREENING, (SCREENING[1], SCREENING[0], SCREENING[2])])
def test_whether_a_district_is_screened_is_read_from_the_notice(ranking):
    assert first(ranking, JINSHUI) == "screening_districts" and first(ranking, SHANGJIE) == "screening_not_listed"


@pytest.mark.parametrize(("hour", "night"), [("05:59", True), ("06:00", False), ("21:59", False), ("22:00", True)])
def test_the_night(hour, night):
    assert is_night(f"2022-11-07T{hour}:00+08:00") is night and not is_night(None)


@given(st.permutations(RANKING), st.lists(st.sampled_from([NIGHT, NOON, ZONE, VENUE, JINSHUI, SHANGJIE]), max_size=4))
def test_no_topic_stands_twice_and_nothing_gains_but_the_first(ranking, spans):
    settled = settle(tuple(ranking), spans, SURE)
    names = [name for name, _ in settled]
    assert len(set(names)) == len(names) and set(names) <= {name for name, _ in RANKING}
    assert all(share <= dict(ranking)[name] + 1e-9 for name, share in settled[1:])


def test_a_topic_of_another_kind_of_venue_is_not_taken_for_the_one_named():
    ranking = (("inform", 0.6), ("gathering", 0.3), ("venue_open", 0.1))
    assert first(ranking, ZONE, Span(4, 6, "venue_kind", "enterprise")) == "venue_open"
