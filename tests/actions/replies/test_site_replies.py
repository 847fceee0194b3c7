"""Replies about sites from a small city of the test's own: phones, sources, hospitals with positions, nothing open."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from content_folder import real_release
from support import MORNING

from actions.context import ActionContext
from actions.dialogue.carry_over import replaced
from actions.replies.site_replies import (
    booth_messages,
    courier_messages,
    last_shown,
    night_messages,
    pointed_messages,
    sites_shown,
)
from actions.tracker.conversation_state import ConversationState, Named
from knowledge.answers import fill
from knowledge.clock import SHANGHAI, parse_instant
from knowledge.database import Base, open_engine
from knowledge.places.model import Place
from knowledge.settings import Settings
from knowledge.sites.hours_in_words import hours_in_words
from knowledge.sites.load import load_sites
from knowledge.tables.table import Row

BASE = dict(
    kind="booth", district="金水区", street="", community="", address="文化路1号", lat="", lon="", hours="07:00-20:00",
    phone="", audience="all", status="open", valid_from="2022-11-03", valid_to="", source="金水区公布",
)
HOSPITAL = {"kind": "hospital_24h", "hours": "24h", "address": "某路9号"}
SITES = [
    {"site_id": "a", "name": "甲", "lat": "34.7968", "lon": "113.6652", "phone": "0371-1234567", "street": "文化路街道"},
    {"site_id": "b", "name": "乙", "lat": "34.7900", "lon": "113.6652", "hours": "07:00-09:20", "street": "花园路街道"},
    {"site_id": "c", "name": "丙", "lat": "34.7800", "lon": "113.6652", "hours": "08:00-12:00", "street": "花园路街道"},
    {"site_id": "d", "name": "丁", "street": "花园路街道"},
    {"site_id": "e", "name": "戊", "kind": "courier_point", "audience": "courier", "hours": "21:00-23:00"},
    {"site_id": "h1", "name": "远医院", "district": "二七区", "lat": "34.70", "lon": "113.66", **HOSPITAL},
    {"site_id": "h2", "name": "近医院", "district": "中原区", "lat": "34.79", "lon": "113.66", **HOSPITAL},
    {"site_id": "s", "name": "停", "district": "惠济区", "status": "suspended"},
]
NOWHERE = ConversationState(
    open_question="booth_location", place=None, location=None, zone=None, venue=None, cases=None, units=None,
    adds_up_unstated=False, at=parse_instant(MORNING),
)
HERE = replace(NOWHERE, location=(34.7968, 113.6652))


@pytest.fixture(scope="module")
def context(tmp_path_factory) -> ActionContext:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('replies') / 'sites.db'}")
    Base.metadata.create_all(engine)
    made = ActionContext(Settings(now=MORNING), engine, real_release())
    with made.session() as session:
        assert not load_sites(session, [Row(n, {**BASE, **site}) for n, site in enumerate(SITES, start=2)]).refused
    return made


def named(district: str, street: str | None = None) -> ConversationState:
    return replace(NOWHERE, place=Named((Place(district, street),), True, "", district))


def at(facts: ConversationState, hour: int) -> ConversationState:
    return replace(facts, at=datetime(2022, 11, 7, hour, 0, tzinfo=SHANGHAI))


def said(context: ActionContext, messages) -> str:
    """The words of the phrases among the messages, and their notes."""
    phrases = [message for message in messages if message.words in context.release.words]
    told = [fill(context.release.words[m.words], hotline="12345", **m.values) for m in phrases]
    return "\n".join([*told, *(note for m in phrases for note in m.values.get("notes", {}).values())])


def test_a_phone_and_whose_data_it_is(context):
    text = said(context, booth_messages(context, named("金水区", "文化路街道")))
    assert "甲，文化路1号，07:00-20:00，开着，20:00关，电话0371-1234567" in text
    assert "点位数据来自金水区公布，自2022年11月3日起" in text and "没有登记电话" not in text and "示例" not in text


def test_what_closes_soon_says_in_how_many_minutes(context):
    assert "07:00-09:20，还有20分钟就关门（9:20）" in said(context, booth_messages(context, HERE))


def test_the_street_that_was_asked_for_comes_first_and_is_said_only_then(context):
    assert "金水区（花园路街道的排在前面）的采样屋" in said(context, booth_messages(context, named("金水区", "花园路街道")))
    assert "金水区的采样屋" in said(context, booth_messages(context, named("金水区", "经八路街道")))


def test_where_nothing_is_open_the_nearest_hospital_is_the_nearest(context):
    text = said(context, booth_messages(context, at(HERE, 22)))
    assert "采样屋（按11月7日22:00算）。最早开的是甲，11月8日7:00开。" in text and text.startswith("没有一处开着") and "您附近" in text
    assert "近医院" in text and "远医院" not in text


def test_what_is_suspended_opens_at_no_time(context):
    text = said(context, booth_messages(context, named("惠济区")))
    assert "停，文化路1号，暂停开放" in text and "最早开的是" not in text


def test_where_there_is_nothing_it_says_so(context):
    (message,) = booth_messages(context, named("登封市"))
    assert message.words == "booths_none" and "没有查到登记的采样屋" in said(context, [message])
    assert "没有查到登记的24小时核酸医院" in said(context, night_messages(context, named("登封市")))


def test_far_away_nothing_is_near(context):
    assert "您附近没有查到登记的采样屋" in said(context, booth_messages(context, replace(NOWHERE, location=(31.2, 121.5))))


def test_a_location_without_any_position_near_is_taken_for_the_district_of_what_is_near(context):
    text = said(context, courier_messages(context, replace(HERE, courier=True)))
    assert "金水区（离您最近的点位在这个区）给快递、外卖人员的专用采样点" in text and "（限快递、外卖人员）" in text


@pytest.mark.parametrize("courier", [True, False])
@pytest.mark.parametrize("hour", [9, 22])
def test_a_list_told_to_its_end_names_each_site_once(context, courier, hour):
    facts, told = at(replace(named("金水区"), courier=courier), hour), []
    for _ in range(9):
        messages = booth_messages(context, replace(facts, sites_shown=tuple(told)))
        new = sites_shown(facts, messages)
        numbers = [site["number"] for site in messages[0].values.get("card", {"sites": []})["sites"]]
        assert numbers == list(range(len(told) + 1, len(told) + len(new) + 1)) and len(new) <= 3
        if not new:
            break
        assert bool(messages[0].values["buttons"]) == (len(told) + len(new) < 4 + courier)
        if not told:
            assert courier == any(site["couriers_only"] for site in messages[0].values["card"]["sites"])
        told += new
    assert messages[0].words == "sites_all_told" and sorted(told) == ["a", "b", "c", "d", "e"][:4 + courier]


def test_how_many_were_told_last():
    assert [last_shown(count) for count in (1, 2, 3, 4, 6, 7)] == [1, 2, 3, 1, 3, 1]


@pytest.mark.parametrize(("hours", "words"), [
    ("24h", "24小时"), ("07:00-12:00,14:00-20:00", "07:00-12:00、14:00-20:00"), ("22:00-06:00", "22:00-06:00"),
    ("Mon-Fri 07:00-20:00; Sat,Sun 08:00-12:00", "周一至周五07:00-20:00；周六、周日08:00-12:00"),
    ("Mon, Wed - Fri 24h;Sun 08:00-12:00, 13:00-14:00", "周一、周三至周五24小时；周日08:00-12:00、13:00-14:00"),
])
def test_hours_in_chinese(context, hours, words):
    assert hours_in_words(hours, context.words) == words


@pytest.mark.parametrize(("said_now", "gone"), [
    ((), set()), (("place",), {"zone_kind", "location"}), (("location",), {"place"}), (("zone_kind",), {"place"}),
    (("place", "zone_kind"), {"location"}), (("place", "location"), {"zone_kind"}), (("at",), set()),
])
def test_the_last_way_of_saying_where_counts(said_now, gone):
    assert set(replaced(dict.fromkeys(said_now, "x"), {})) == gone


def test_what_closes_soon_comes_behind_what_stays_open_when_no_distance_is_known(context):
    card = booth_messages(context, named("金水区"))[0].values["card"]
    assert card["sites"][-1]["state"] == "open" and card["total"] == 4


def test_a_site_that_was_not_told_is_said_so_and_states_nothing(context):
    told = replace(HERE, sites_shown=("a", "b", "c", "d"))
    assert [
        (m.words, m.values["count"], m.values["topic"]) for m in pointed_messages(context, told, 9)
    ] == [("site_not_told", 4, "out_of_scope")]
    assert pointed_messages(context, replace(told, sites_shown=("gone",)), 1)[0].words == "site_gone"


@pytest.mark.parametrize(("number", "name"), [(2, "乙"), (0, "丁"), (-1, "丁")])
def test_a_site_is_pointed_at_in_the_list_or_at_its_ends(context, number, name):
    (message,) = pointed_messages(context, replace(HERE, sites_shown=("a", "b", "c", "d")), number)
    assert [site["name"] for site in message.values["card"]["sites"]] == [name]
    assert message.values["card"]["sites"][0]["number"] == {0: 4, -1: 4}.get(number, number)


def test_the_nearest_hospital_is_told_for_the_instant_asked_about(context):
    asked = replace(HERE, at=parse_instant("2022-11-08T00:00:00+08:00"))
    hospital = next(message for message in booth_messages(context, asked) if message.words == "hospital_nearest")
    assert hospital.values["at"] == asked.at.isoformat()
