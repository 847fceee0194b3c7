"""Parts of an answer hold in places and kinds of zones, and of one statement the latest that reaches is said."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from knowledge.answers import Answer, Part, Where, resolve
from knowledge.notices import Notice, Window
from knowledge.rulebook.model import Designator, Scope

DAY = datetime(2022, 3, 21, tzinfo=timezone(timedelta(hours=8)))
EAST, OLD_STREET = ("东区",), ("东区", "老街道")


def notice(key, hour, end=None):
    start = DAY + timedelta(hours=hour)
    window = Window(start, None if end is None else DAY + timedelta(hours=end))
    return Notice(key, "notice", key, key, key, date(2022, 3, 20), window, {"a": "x"})


NOTICES = {"early": notice("early", 0), "late": notice("late", 10), "short": notice("short", 5, 20)}


def part(text, key, places=(), zones=None, statement="hours", only_there=False, designated=False):
    scope = Scope(zones, None, places, designator=key if designated else None)
    return Part(text, key, "a", NOTICES[key].in_force, scope=scope, statement=statement, only_there=only_there)


def said(parts, hour, where=Where(), not_stated=""):
    answer = Answer("t", "g", "T", tuple(parts), not_stated=not_stated)
    return resolve(answer, NOTICES, DAY + timedelta(hours=hour), where=where)


CITY_THEN_EAST = part("全市。", "early"), part("东区。", "late", (EAST,))
EAST_THEN_CITY = part("东区。", "early", (EAST,)), part("全市。", "late")


@pytest.mark.parametrize(("parts", "places", "text"), [
    (CITY_THEN_EAST, (EAST,), "东区。"), (CITY_THEN_EAST, (OLD_STREET,), "东区。"), (CITY_THEN_EAST, (("西区",),), "全市。"),
    (CITY_THEN_EAST, (), "全市。东区。"), (CITY_THEN_EAST, (EAST, ("西区",)), "全市。东区。"),
    (EAST_THEN_CITY, (EAST,), "全市。"), (EAST_THEN_CITY, (), "全市。"),
])
def test_of_one_statement_the_latest_that_reaches_the_place_is_said(parts, places, text):
    assert said(parts, 12, Where(places=places)).text == text


@pytest.mark.parametrize(("hour", "text"), [(4, "全市。"), (5, "东区。"), (19, "东区。"), (20, "全市。")])
def test_the_earlier_statement_stands_again_when_the_later_one_lapses(hour, text):
    parts = part("全市。", "early"), part("东区。", "short", (EAST,))
    assert said(parts, hour, Where(places=(EAST,))).text == text


def test_what_is_known_only_of_the_district_takes_nothing_from_it():
    parts = part("全市。", "early"), part("老街道。", "late", (OLD_STREET,))
    assert said(parts, 12, Where(places=(EAST,))).text == "全市。老街道。"


def test_statements_of_other_names_stand_side_by_side():
    parts = part("全市。", "early"), part("东区。", "late", (EAST,), statement="more")
    assert said(parts, 12, Where(places=(EAST,))).text == "全市。东区。"


@pytest.mark.parametrize(("zones", "text"), [
    (("sealed",), "甲院。"), (("watched",), "乙院。"), ((), "甲院。乙院。"), (("sealed", "watched"), "甲院。乙院。"), (("open",), ""),
])
def test_a_part_for_a_kind_of_zone_is_said_there_or_where_the_zone_is_not_named(zones, text):
    parts = part("甲院。", "early", zones=("sealed",)), part("乙院。", "early", zones=("watched",))
    assert said(parts, 1, Where(zones)).text == text


@pytest.mark.parametrize(("by", "text"), [
    (("early",), "早的封控区。"), (("late",), "晚的封控区。"), ((), "早的封控区。晚的封控区。"), (("short",), ""),
])
def test_what_a_notice_says_of_the_zones_that_it_designated_is_said_in_no_others(by, text):
    parts = [part(words, key, (EAST,), ("sealed",), designated=True) for words, key in (
        ("早的封控区。", "early"), ("晚的封控区。", "late"))]
    where = Where(("sealed",), ((*EAST, *map(Designator, by)),))
    assert said(parts, 12, where).text == text


def test_what_is_said_of_all_later_does_not_stand_in_its_stead():
    parts = part("防范区看24小时。", "early", (EAST,), ("watched",), designated=True), part("全市看48小时。", "late")
    assert said(parts, 12, Where(("watched",), ((*EAST, Designator("early")),))).text == "防范区看24小时。"
    assert said(parts, 12, Where(("watched",), ((*EAST, Designator("short")),))).text == "全市看48小时。"


def test_a_gap_that_is_filled_elsewhere_only_says_that_nothing_is_stated():
    answer = said([part("东区。", "early", (EAST,))], 1, Where(places=(("西区",),)), "没有写。")
    assert (answer.text, answer.is_gap, answer.sources) == ("没有写。", True, ())


@pytest.mark.parametrize(("places", "text"), [((OLD_STREET,), "老街道。"), ((EAST,), "全市。"), ((), "全市。")])
def test_what_is_said_there_only_is_said_to_those_who_name_it(places, text):
    parts = part("全市。", "early"), part("老街道。", "late", (OLD_STREET,), only_there=True)
    assert said(parts, 12, Where(places=places)).text == text
