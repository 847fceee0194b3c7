"""Any value of a file replaced by any other: refused with a place, or taken and then usable."""
from __future__ import annotations

import json
import re
from functools import lru_cache

import pytest
from content_folder import AFTER, DATA, EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers import check_words, resolve
from knowledge.answers.check import check_answer
from knowledge.city.folder import LANGUAGE
from knowledge.notices import ContentError, Located, check_notices
from knowledge.rulebook import check_rulebook, decide_outbreak, decide_venue
from knowledge.text.located_yaml import read_located

NOTICES = real_release().notices
KINDS = "venue_kinds.yml"
ODD = (None, True, 0, -1, 2.5, "", "甲", [], ["甲"], [[]], [None, None], {}, {"甲": "乙"}, {"text": ["甲"]}, "2022-11-07",
       ["2022-11-07", "2022-11-08"], ["2022-11-08", None], "press-34", "others", "event", "{")


@lru_cache
def plain(path: str) -> str:
    folder = LANGUAGE if path.startswith(("words", "venue_kinds", "verdicts")) else DATA
    return json.dumps(read_located(folder / path))


def located(node):
    """Located again, all on line 1."""
    if isinstance(node, dict):
        return Located({key: located(value) for key, value in node.items()}, "x.yml", 1)
    return [located(value) for value in node] if isinstance(node, list) else node


def places(node, path=()):
    """The path of every value below a node."""
    for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(node[key], (*path, key))


@st.composite
def slips(draw, path: str) -> Located:
    """The file with one value replaced."""
    tree = json.loads(plain(path))
    *above, last = draw(st.sampled_from(list(places(tree))))
    node = tree
    for key in above:
        node = node[key]
    node[last] = draw(st.sampled_from(ODD))
    return located(tree)


def rulebook(kinds: Located, *tables: Located):
    verdicts, city = (located(json.loads(plain(path))) for path in ("verdicts.yml", "city.yml"))
    return check_rulebook(kinds, verdicts, city["zone_kinds"], tables, NOTICES)


def use_rules(*tables: Located) -> None:
    book = rulebook(located(json.loads(plain(KINDS))), *tables)
    for at in (EVENT, AFTER):
        decide_outbreak(book, 2, 1, at)
        for zone in book.zones:
            decide_venue(book, "restaurant", zone, at)


def use_answer(table: Located) -> None:
    answer = check_answer(table, NOTICES)
    for channel in ("web", "wechat", "hotline"):
        resolve(answer, NOTICES, EVENT, channel)
        resolve(answer, NOTICES, AFTER, channel)


CHECKS = {
    "notices/2022-153.yml": lambda table: check_notices([table]),
    "notices/news-audit.yml": lambda table: check_notices([table]),
    "rulebook/venues.yml": use_rules,
    "rulebook/outbreak.yml": use_rules,
    "answers/topics/screening_time.yml": use_answer,
    "answers/topics/outbreak_one_unit.yml": use_answer,
    "words/dialogue.yml": lambda table: check_words([table], NOTICES),
    "words/outbreak.yml": lambda table: check_words([table], NOTICES),
}


@pytest.mark.parametrize("path", CHECKS)
@given(data=st.data())
def test_a_slip_is_refused_with_a_place_or_does_no_harm(path, data):
    table = data.draw(slips(path))
    try:
        CHECKS[path](table)
    except ContentError as error:
        assert re.match(r"x\.yml:1: .+\.$", str(error)), error


@given(slips(KINDS))
def test_a_slip_in_the_kinds_is_refused_with_a_place_or_does_no_harm(kinds):
    try:
        rulebook(kinds, located(json.loads(plain("rulebook/venues.yml"))))
    except ContentError as error:
        assert re.match(r"x\.yml:1: .+\.$", str(error)), error
