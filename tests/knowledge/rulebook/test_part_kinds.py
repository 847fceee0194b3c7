"""A kind of venue that is part of another: told apart where a table of the city names it, and nowhere else."""
from __future__ import annotations

from functools import lru_cache

import pytest
from content_folder import real_release
from support import ROOT

from knowledge.clock import parse_instant
from knowledge.releases import load_release
from knowledge.releases.release import venue_kinds_file
from knowledge.rulebook import decide_venue
from knowledge.rulebook.kinds import check_kinds
from knowledge.text.located_yaml import read_located


@lru_cache(maxsize=1)
def book():
    return load_release(ROOT / "examples/shenzhen-2022").rulebook


def verdict(venue: str, district: str, at: str):
    return decide_venue(book(), venue, None, parse_instant(f"{at}+08:00"), (district,))


@pytest.mark.parametrize(("venue", "district", "at", "word"), [
    ("dental", "罗湖区", "2022-03-13T23:59", "closed"),
    ("medical", "罗湖区", "2022-03-13T23:59", "not_stated"),
    ("dental", "南山区", "2022-03-14T00:00", "open"),
    ("dental", "罗湖区", "2022-03-14T00:00", "disagree"),
    ("medical", "罗湖区", "2022-03-14T00:00", "open"),
    ("dental", "罗湖区", "2022-03-21T00:00", "not_stated"),
])
def test_what_names_the_kind_itself_and_what_names_the_wider_one_are_both_told(venue, district, at, word):
    assert verdict(venue, district, at).word == word


def test_both_notices_are_named_where_one_speaks_of_the_kind_and_a_later_one_of_the_wider():
    assert {claim.notice for claim in verdict("dental", "罗湖区", "2022-03-14T00:00").claims} == {"lh-2022-1", "sz-0313"}


def test_a_city_whose_tables_do_not_name_it_knows_it_as_the_wider_kind():
    here = real_release().rulebook.kinds
    assert "dental" not in here and {"牙科", "口腔门诊"} <= {*here["medical"].names}
    assert "牙科" in book().kinds["dental"].names and "牙科" not in book().kinds["medical"].names


def test_a_kind_that_is_only_named_is_there_where_a_table_names_it():
    assert "tea_room" in book().kinds and "tea_room" not in real_release().rulebook.kinds


def test_no_name_is_lost():
    every = check_kinds(read_located(venue_kinds_file()))
    kept = {name for kind in real_release().rulebook.kinds.values() for name in kind.names}
    assert kept == {name for kind in every.values() if not kind.only_named for name in kind.names}
