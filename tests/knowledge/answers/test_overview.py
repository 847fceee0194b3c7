"""Which kinds of venues may open: told whole and short, in a city with kinds of zones and in one with rules by
place."""
from __future__ import annotations

from functools import lru_cache

import pytest
from content_folder import EVENT, real_release
from support import ROOT

from knowledge.answers import VerdictsInWords, fill
from knowledge.clock import parse_instant
from knowledge.releases import load_release

# Read in a minute, on three screens of a telephone.
LONGEST = 600


@lru_cache(maxsize=2)
def release(city: str):
    return load_release(ROOT / "examples/shenzhen-2022") if city == "shenzhen" else real_release()


def overview(city: str, at, *zones: str, where: tuple[str, ...] = ()) -> str:
    known = release(city)
    words = VerdictsInWords(known.rulebook, known.notices, lambda name, **values: fill(known.words[name], **values))
    return words.overview(at, zones, where).text


def day(number: int):
    return parse_instant(f"2022-03-{number}T12:00+08:00")


@pytest.mark.parametrize(
    ("city", "at"), [("zhengzhou", EVENT), *(("shenzhen", day(number)) for number in range(10, 30))]
)
def test_it_is_short_enough_to_be_read(city, at):
    zones = release(city).rulebook.zones
    assert all(len(overview(city, at, *some)) <= LONGEST for some in ((), *((zone,) for zone in zones)))


def test_a_zone_is_told_alone_and_what_its_rows_do_not_name_as_the_rest():
    told = overview("zhengzhou", EVENT, "medium_risk")
    assert told.startswith("中风险区：") and "其他场所暂停营业" in told and "低风险区" not in told


def test_where_rules_differ_by_place_that_is_said_once_and_the_place_asked_for():
    told = overview("shenzhen", day(15))
    assert told.count("另有规定") == 1 and told.endswith("请告诉我您在哪儿。")


def test_of_a_district_its_own_rules_are_told():
    assert "24小时" in overview("shenzhen", day(15), where=("罗湖区",))
    assert "24小时" not in overview("shenzhen", day(15))
