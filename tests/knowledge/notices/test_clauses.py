"""Clauses that a later notice amends, ends or applies by reference, each to the minute."""
from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from content_folder import real_release, replace, small_folder

from knowledge.answers import resolve
from knowledge.clock import SHANGHAI
from knowledge.notices.model import amending, clause_in_force
from knowledge.releases import load_release
from knowledge.rulebook import decide_outbreak, decide_venue

BEGINS = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
MINUTES = [BEGINS + timedelta(minutes=minute) for minute in (-1, 0, 1)]
LATER = """\
notice: later
title: 甲
short: 乙
issuer: 丙
issued: unknown
in_force: [2022-11-30T18:00+08:00, 2022-12-06T24:00+08:00]
clauses:
  一: {about: 丁, KEYS}
"""


def with_later(tmp_path, keys: str):
    root = small_folder(tmp_path)
    (root / "notices/later.yml").write_text(LATER.replace("KEYS", keys), encoding="utf-8")
    return root


def at_each(release, read):
    return [read(release, at) for at in MINUTES]


def outbreak(release, at):
    return decide_outbreak(release.rulebook, 2, 1, at).word


def dining(release, at):
    return decide_venue(release.rulebook, "restaurant", "low_risk", at).word


def night(release, at):
    return bool(resolve(release.answers["after_hours_testing"], release.notices, at).text)


@pytest.mark.parametrize(("keys", "read", "words"), [
    ("ends: ['press-34#dining']", dining, ["takeaway", "not_stated", "not_stated"]),
    ("ends: ['press-34#outbreak']", dining, ["takeaway"] * 3),
    ("amends: ['press-34#dining']", dining, ["takeaway"] * 3),
    ("ends: ['press-34#outbreak']", outbreak, ["one_unit", None, None]),
    ("amends: ['press-34#outbreak']", outbreak, ["one_unit", None, None]),
    ("ends: ['press-34#night-testing']", night, [True, False, False]),
    ("amends: ['press-34#night-testing']", night, [True, False, False]),
    ("ends: [press-34]", night, [True, False, False]),
])
def test_what_hangs_on_a_clause_lapses_in_that_very_minute(tmp_path, keys, read, words):
    assert at_each(load_release(with_later(tmp_path, keys)), read) == words


@pytest.mark.parametrize(("how", "back"), [("ends", False), ("amends", True)])
def test_what_is_ended_stays_so_and_an_amendment_ends_with_its_notice(tmp_path, how, back):
    release = load_release(with_later(tmp_path, f"{how}: ['press-34#night-testing']"))
    after = datetime(2022, 12, 7, 0, 0, tzinfo=SHANGHAI)
    assert night(release, after) is back and not night(release, after - timedelta(minutes=1))


def test_a_clause_has_a_window_of_its_own_and_24_is_the_next_day(tmp_path):
    window = "in_force: [2022-12-01T00:00+08:00, 2022-12-05T24:00+08:00]"
    notices = load_release(with_later(tmp_path, window)).notices
    held = [clause_in_force("later", "一", notices, datetime(2022, *day, tzinfo=SHANGHAI))
            for day in ((11, 30, 20), (12, 1, 0), (12, 5, 23, 59), (12, 6, 0))]
    assert held == [False, True, True, False]


def test_a_clause_applies_the_rows_of_another_by_reference(tmp_path):
    root = with_later(tmp_path, "refers_to: ['press-34#dining']")
    replace(root / "notices/later.yml", "issuer: 丙", "issuer: 丙\ndistricts: [金水区]")
    replace(root / "notices/press-34.yml", "in_force: [2022-11-06T00:00+08:00, null]",
            "in_force: [2022-11-06T00:00+08:00, 2022-11-29T24:00+08:00]")
    replace(root / "rulebook/outbreak.yml", "null", "2022-11-29T24:00+08:00")
    book = load_release(root).rulebook
    for where, word in ((("金水区",), "takeaway"), (("二七区",), "not_stated")):
        verdict = decide_venue(book, "restaurant", "low_risk", BEGINS, where)
        assert verdict.word == word
        assert [claim.notice for claim in verdict.claims] == (["later"] if word == "takeaway" else [])
    assert decide_venue(book, "restaurant", "low_risk", MINUTES[0], ("金水区",)).word == "not_stated"


def test_a_notice_without_a_day_of_issue_counts_from_its_start(tmp_path):
    later = load_release(with_later(tmp_path, "")).notices["later"]
    assert later.issued is None and later.day == BEGINS.date()


def test_no_clause_of_the_real_notices_is_changed():
    assert all(not notice.changes for notice in real_release().notices.values())


def test_a_notice_that_is_read_out_says_which_later_one_amends_a_clause(tmp_path):
    release = load_release(with_later(tmp_path, "amends: ['press-34#dining']"))
    before, after = at_each(release, lambda of, at: [n.key for n in amending("press-34", "dining", of.notices, at)])[:2]
    assert before == [] and len(after) == 1
    assert amending("press-34", "schools", release.notices, release.notices[after[0]].in_force.start) == []
