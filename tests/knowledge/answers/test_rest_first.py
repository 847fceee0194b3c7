"""What is said of a whole city or district that has no name for what is not designated."""
from __future__ import annotations

from functools import lru_cache

import pytest
from answer_texts import in_words
from support import ROOT

from knowledge.answers.rest_first import rest_and_zones, rest_first, whole_city
from knowledge.clock import parse_instant
from knowledge.releases import load_release


@lru_cache(maxsize=1)
def release():
    return load_release(ROOT / "examples/shenzhen-2022")


def said(venue: str, at: str) -> str | None:
    found = whole_city(in_words(release()), venue, parse_instant(f"{at}+08:00"))
    return found and found.text


def test_the_citys_own_verdict_is_first_and_zones_follow_in_short():
    text = said("restaurant", "2022-03-21T00:00")
    assert text.startswith("餐饮店可以开，要守条件（全市没有划定的地方）。")
    assert "封控区、管控区、参照管控区管理区域和尚未清零的部分区域怎么办，通告没有写。" in text
    assert "的管控区暂停营业。您那里划没划" in text and "限流50%" in text and text.count("另有规定") == 0


@pytest.mark.parametrize(("venue", "at"), [("gym", "2022-03-25T20:00"), ("ktv", "2022-04-05T23:59")])
def test_what_is_not_stated_and_what_is_the_same_everywhere_are_told_elsewhere(venue, at):
    assert said(venue, at) is None


def test_of_many_places_the_first_are_named_and_all_are_counted():
    words = in_words(release())
    assert words.some_of({f"{number}街道" for number in range(3)}).count("街道") == 3
    assert words.some_of([f"{number}街道" for number in range(9)]).endswith("4街道等9处")


def test_only_the_zones_of_a_district_are_told_there():
    at, words = parse_instant("2022-04-07T10:00+08:00"), in_words(release())
    rest, there = rest_and_zones(words, "gym", at, ("sealed", None), ("龙华区",))
    more = rest_first(words, rest, there, "龙华区", "健身房")["more"]
    assert rest.zone is None and "封控区怎么办，通告没有写" in more and "管控区暂停" not in more
