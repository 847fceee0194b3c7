"""What holds in a kind of zone as a whole: each kind of venue that rows name there, and the rest."""
from __future__ import annotations

from functools import lru_cache

import pytest
from content_folder import EVENT, real_release
from support import ROOT

from knowledge.clock import parse_instant
from knowledge.releases import load_release
from knowledge.rulebook import decide_venue
from knowledge.rulebook.overview import ALL, REST, named_there
from knowledge.rulebook.venues import cells


@lru_cache(maxsize=1)
def cities():
    shenzhen = load_release(ROOT / "examples/shenzhen-2022").rulebook
    return [(real_release().rulebook, EVENT), *(
        (shenzhen, parse_instant(f"2022-03-{day}T12:00+08:00")) for day in (12, 15, 19, 22)
    )]


@pytest.mark.parametrize("city", range(5))
def test_every_kind_has_the_verdict_there_that_it_has_when_it_is_asked_for_alone(city):
    book, at = cities()[city]
    for zone in cells(book, at):
        told = named_there(book, zone, at)
        *_, rest = told
        for venue in book.kinds:
            alone = decide_venue(book, venue, zone, at)
            if venue in told or not book.part_of(venue):
                assert alone.word == told.get(venue, told[rest]).word, (zone, venue)


def test_what_no_row_names_stands_last_and_by_a_name_of_its_own_where_it_is_all():
    book, at = cities()[0]
    assert list(named_there(book, "medium_risk", at))[-1] == REST
    assert list(named_there(book, "high_risk", at)) == [ALL]
