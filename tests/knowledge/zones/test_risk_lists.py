from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from knowledge.clock import SHANGHAI, parse_instant
from knowledge.database import migrate, open_engine, transaction
from knowledge.places.gazetteer import gazetteer_version
from knowledge.zones.risk_lists import RiskListError, load_risk_list
from knowledge.zones.stored import designations, hours
from knowledge.zones.tables import RiskEntryRow, RiskListRow

CITY = "郑州市"
HOURS = ["2022-11-06 22时", "2022-11-07 9时", "2022-11-07 12时", "2022-11-07 18时"]
TEXTS = ["秦岭路街道锦艺西社区", "桐柏路街道煤仓街社区", "建设路街道市场街社区"]


def instant(hour: str):
    date, clock = hour.split()
    return parse_instant(f"{date}T{int(clock[:-1]):02}:00")


def told(session, hour: str) -> set[str]:
    return {each.text for each in designations(session, "中原区", instant(hour))}


def test_what_is_new_opens_and_what_is_gone_closes(session, reply):
    first = load_risk_list(session, reply(HOURS[0], high=[("中原区", TEXTS[0]), ("中原区", TEXTS[1])]), CITY, "a")
    second = load_risk_list(session, reply(HOURS[1], high=[("中原区", TEXTS[1]), ("中原区", TEXTS[2])]), CITY, "b")
    assert (first.added, second.added, second.changed, second.unchanged) == (2, 1, 1, 1)
    assert told(session, HOURS[0]) == set(TEXTS[:2]) and told(session, HOURS[1]) == set(TEXTS[1:])
    gone = session.scalars(select(RiskEntryRow).where(RiskEntryRow.text == TEXTS[0])).one()
    assert (gone.valid_from, gone.valid_to) == (instant(HOURS[0]), instant(HOURS[1]))
    assert gone.valid_to.tzinfo == SHANGHAI and hours(session) == [instant(hour) for hour in HOURS[:2]]


def test_loading_twice_changes_nothing(session, reply):
    listed = reply(HOURS[0], high=[("中原区", TEXTS[0])])
    load_risk_list(session, listed, CITY, "a")
    version = gazetteer_version(session)
    again = load_risk_list(session, listed, CITY, "elsewhere")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1) and gazetteer_version(session) == version


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(loads=st.lists(st.tuples(st.sampled_from(HOURS), st.sets(st.sampled_from(TEXTS), min_size=1)), max_size=8))
def test_in_any_order_each_hour_says_what_was_listed_then(reply, loads):
    engine = open_engine("sqlite://")
    migrate(engine)
    with transaction(engine) as session:
        expected = {}
        for hour, texts in loads:
            before = session.scalar(select(func.count()).select_from(RiskEntryRow))
            load_risk_list(session, reply(hour, high=[("中原区", text) for text in sorted(texts)]), CITY, "x")
            expected[hour] = texts
            assert session.scalar(select(func.count()).select_from(RiskEntryRow)) >= before
        assert {hour: told(session, hour) for hour in expected} == expected
        times = sorted(expected, key=instant)
        assert all(each.valid_to in [None, *map(instant, times)] for each in session.scalars(select(RiskEntryRow)))


@pytest.mark.parametrize("damage, word", [
    (lambda reply: None, "'data'"), (lambda reply: [], "'data'"), (lambda reply: {"data": []}, "'data'"),
    (lambda reply: {"data": reply["data"] | {"end_update_time": "yesterday"}}, "yesterday"),
    (lambda reply: {"data": reply["data"] | {"end_update_time": "2022-13-40 9时"}}, "2022-13-40"),
    (lambda reply: {"data": reply["data"] | {"lowlist": "x"}}, "lowlist is not"),
    (lambda reply: {"data": {"end_update_time": HOURS[0], "highlist": []}}, "has no middlelist"),
    (lambda reply: {"data": reply["data"] | {"highlist": [], "hcount": 19}}, "hcount says 19"),
    (lambda reply: {"data": reply["data"] | {"highlist": [], "hcount": "19"}}, "hcount says 19"),
    (lambda reply: {"data": reply["data"] | {"middlelist": None, "mcount": 84}}, "has no middlelist"),
    (
        lambda reply: {"data": {name: value for name, value in reply["data"].items() if name != "middlelist"}},
        "has no middlelist"
    ),
    (lambda reply: {"data": reply["data"] | {"end_update_time": "2022-11-07 25时"}}, "2022-11-07 25时"),
    (
        lambda reply: {
            "data": reply["data"] | {
                "highlist": [{"city": CITY, "county": "x", "communitys": [f"x{number}" for number in range(20_001)]}]
            }
        },
        "no city has more than 20,000"
    ),
    (lambda reply: {"data": reply["data"] | {"end_update_time": "0001-01-01 0时"}}, "0001-01-01"),
    (
        lambda reply: {"data": reply["data"] | {"lowlist": [{"city": "长" * 41, "county": "x", "communitys": []}]}},
        "at most 40"
    ),
    (
        lambda reply: {
            "data": reply["data"] | {"lowlist": [{"city": CITY, "county": "x", "communitys": ["长" * 2001]}]}
        },
        "longer than 2,000"
    ),
    (lambda reply: {"data": reply["data"] | {"lowlist": [{"city": CITY, "county": None}]}}, "lowlist, entry 1"),
    (lambda reply: {"data": reply["data"] | {"lowlist": [{"city": CITY, "county": "x", "communitys": [1]}]}}, "texts"),
    (lambda reply: {"data": reply["data"] | {"highlist": [{"city": CITY, "county": "x", "communitys": []}]}}, "texts")])
def test_a_malformed_reply_is_refused_with_a_sentence(session, reply, damage, word):
    with pytest.raises(RiskListError, match=word):
        load_risk_list(session, damage(reply(HOURS[0], high=[("中原区", TEXTS[0])])), CITY, "a")
    assert session.scalar(select(func.count()).select_from(RiskListRow)) == 0


def test_the_real_hours_in_wrong_order(session, real_list):
    for hour in ("2022-11-23T08", "2022-11-06T22", "2022-11-07T09"):
        load_risk_list(session, real_list(hour), CITY, hour)
    data = real_list("2022-11-07T09")["data"]
    expected = {text for name in ("highlist", "middlelist", "lowlist") for area in data[name]
                if area["county"] == "中原区" for text in area["communitys"]}
    assert told(session, "2022-11-07 9时") == expected
