"""Two notices in force at once: who agrees, who says nothing, who says otherwise, and who supersedes."""
from __future__ import annotations

import pytest
from content_folder import EVENT, replace, small_folder

from knowledge.notices import Window
from knowledge.releases import load_release
from knowledge.rulebook import Claim, Rulebook, decide_outbreak, decide_venue
from knowledge.rulebook.model import OutbreakRule

PRESS, VENUES, OUTBREAK = "notices/press-34.yml", "rulebook/venues.yml", "rulebook/outbreak.yml"
OTHER = ("2022-153", "一")
LATER = EVENT.replace(hour=10)
TABLE = """\
table: venues
notice: 2022-153
window: [2022-11-07T09:30+08:00, null]
conditions: {masks: 戴口罩}
rows:
- {zones: [low_risk], venues: [restaurant], verdict: open, clause: 一}
- {zones: [low_risk], venues: [pharmacy], verdict: open, conditions: masks, clause: 一}
- zones: [high_risk, risk_unit, medium_risk, risk_compound, anti_spillover, low_risk]
  venues: others
  verdict: not_stated
  clause: 一
"""
RULE = (
    "table: outbreak\nnotice: 2022-153\nclause: 一\nwindow: [2022-11-07T09:30+08:00, null]\none_unit: {max_cases: 4, "
    "max_units: 1}\n"
)


@pytest.fixture
def root(tmp_path):
    root = small_folder(tmp_path)
    (root / "rulebook/venues_153.yml").write_text(TABLE, encoding="utf-8")
    (root / "rulebook/outbreak_153.yml").write_text(RULE, encoding="utf-8")
    return root


def superseding(root):
    replace(root / "notices/2022-153.yml", "clauses:\n", "supersedes: [press-34]\nclauses:\n")
    replace(root / "notices/2022-153.yml", "in_force: [2022-11-06T00:00+08:00, null]",
            "in_force: [2022-11-06T00:00+08:00, 2022-11-09T00:00+08:00]")
    for file in ("venues_153", "outbreak_153"):
        replace(root / f"rulebook/{file}.yml", "window: [2022-11-07T09:30+08:00, null]",
                "window: [2022-11-07T09:30+08:00, 2022-11-09T00:00+08:00]")
    return load_release(root).rulebook


def test_of_two_notices_that_say_different_things_the_later_wins(root):
    book = load_release(root).rulebook
    assert decide_venue(book, "restaurant", "low_risk", EVENT).word == "takeaway"
    verdict = decide_venue(book, "restaurant", "low_risk", LATER)
    assert (verdict.word, verdict.conditions, verdict.claims) == ("open", None, (Claim("open", *OTHER),))


def at_once(root):
    """The other notice's table from the very instant of the first one; both were issued on one day."""
    replace(root / "rulebook/venues_153.yml", "window: [2022-11-07T09:30+08:00, null]\n", "")
    return load_release(root).rulebook


def test_two_notices_of_one_instant_disagree_and_both_are_named(root):
    verdict = decide_venue(at_once(root), "restaurant", "low_risk", LATER)
    assert (verdict.word, verdict.conditions) == ("disagree", None)
    assert verdict.claims == (Claim("takeaway", "press-34", "dining"), Claim("open", *OTHER))
    assert "low_risk" not in verdict.would_change and "medium_risk" in verdict.would_change


def test_two_notices_of_one_instant_that_agree_are_both_named_with_the_conditions_of_both(root):
    verdict = decide_venue(at_once(root), "pharmacy", "low_risk", LATER)
    assert (verdict.word, [claim.notice for claim in verdict.claims]) == ("open", ["press-34", "2022-153"])
    assert "戴口罩" in verdict.conditions and "消毒" in verdict.conditions


def test_a_notice_that_does_not_state_it_does_not_disagree(root):
    book = load_release(root).rulebook
    for venue, zone, word in (("barber", "medium_risk", "open"), ("ktv", "medium_risk", "closed")):
        verdict = decide_venue(book, venue, zone, LATER)
        assert (verdict.word, [claim.notice for claim in verdict.claims]) == (word, ["press-34"])
    assert decide_venue(book, "ktv", "low_risk", LATER).word == "not_stated"


def test_a_notice_that_supersedes_decides_alone_while_it_is_in_force(root):
    book = superseding(root)
    words = [decide_venue(book, "restaurant", "low_risk", at).word for at in (LATER, EVENT.replace(day=9))]
    assert words == ["open", "takeaway"]
    assert [decide_outbreak(book, 3, 1, at).word for at in (LATER, EVENT.replace(day=9))] == ["one_unit", "many"]


def test_a_table_whose_notice_gave_way_says_no_more(root):
    """From its issue the later notice has put press conference no. 34 aside, but its own table begins at half past
    nine."""
    book = superseding(root)
    assert decide_venue(book, "restaurant", "low_risk", EVENT).notice is None
    ended = book.venues_ended(EVENT)
    assert (ended.notice, ended.until) == ("press-34", EVENT.replace(day=6, hour=0))
    assert book.venues_ended(LATER) == ended and book.venues_ended(EVENT.replace(day=5)) is None


@pytest.mark.parametrize(("cases", "units", "outcome"), [
    (2, 1, "one_unit"), (3, 1, "disagree"), (5, 1, "many"), (3, None, "ask units"), (3, 2, "many"),
    (None, 1, "ask cases"), (0, None, "no_cases"),
])
def test_two_outbreak_rules(root, cases, units, outcome):
    verdict = decide_outbreak(load_release(root).rulebook, cases, units, LATER)
    assert (verdict.word or f"ask {verdict.missing}") == outcome
    assert not verdict.word or {claim.notice for claim in verdict.claims} == {"2022-153", "press-34"}


def test_nothing_is_asked_where_two_rules_disagree_whatever_the_third_says():
    rules = (("a", 1, 4), ("b", 2, 4), ("c", 2, 1))
    outbreak = tuple(OutbreakRule(notice, "一", Window(EVENT), *limits) for notice, *limits in rules)
    book = Rulebook({}, (), outbreak, {}, {})
    verdict = decide_outbreak(book, 2, None, EVENT)
    assert (verdict.word, verdict.missing) == ("disagree", None)
    assert {(claim.notice, claim.word) for claim in verdict.claims} == {("a", "many"), ("b", "one_unit")}
