"""Notices: what the real ones say, and that anything off is refused with file and line."""
from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest
from content_folder import AFTER, EVENT, line_of, real_release, refusal, replace, small_folder

from knowledge.clock import SHANGHAI
from knowledge.notices.model import in_force
from knowledge.releases import load_release

PRESS, SCREENING = "notices/press-34.yml", "notices/2022-153.yml"
HOSPITAL, NEWS = "notices/hospital-zhongxin.yml", "notices/news-audit.yml"


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "word"), [
    (PRESS, "issuer:", "isuer:", "unknown key 'isuer'"),
    (PRESS, "title: 郑州市第三十四场疫情防控新闻发布会", "title: ''", "'title' must be a text"),
    (PRESS, "issued: 2022-11-06", "issued: sunday", "'issued' must be a day"),
    (PRESS, "issued: 2022-11-06", "issued: 2022-11-31", "'issued' must be a day"),
    (PRESS, "review_by: 2022-11-13", "review_by: later", "'review_by' must be a day"),
    (PRESS, "in_force: [2022-11-06T00:00+08:00, null]", "in_force: soon", "must be [from, to]"),
    (PRESS, "in_force: [2022-11-06T00:00+08:00, null]", "in_force: [2022-11-06, 2022-11-05]", "ends before it begins"),
    (PRESS, "in_force: [2022-11-06T00:00+08:00, null]", "in_force: [tomorrow, null]", "not an ISO 8601 time"),
    (PRESS, "supplies: 生活必需品储备和供应", "supplies: []", "'supplies' must be a text"),
    (NEWS, "clauses:\n  mixed-tube: 混管异常后电话联系、复采", "clauses: {}", "must name at least one clause"),
    (NEWS, "clauses:\n  mixed-tube: 混管异常后电话联系、复采", "clauses: all", "must name at least one clause"),
    (NEWS, "kind: news", "kind: rumour", "neither 'notice' nor 'news'"),
    (PRESS, "notice: press-34", "notice: news-audit", "stands in two files"),
    (HOSPITAL, "review_by: 2022-11-14", "supersedes: [nothing]", "which is no notice"),
    (PRESS, "review_by: 2022-11-13", "supersedes: [press-34]", "supersedes itself"),
    (PRESS, "review_by: 2022-11-13", "ends: [press-34]", "ends a clause of its own"),
    (PRESS, "review_by: 2022-11-13", "ends: ['2022-153#五']", "2022-153 has no clause '五'"),
    (PRESS, "review_by: 2022-11-13", "amends: [2022-153]", "say which clause, NOTICE#CLAUSE"),
    (PRESS, "review_by: 2022-11-13", "supersedes: ['2022-153#一']", "a clause is ended with 'ends'"),
    (NEWS, "mixed-tube: 混管异常后电话联系、复采", "mixed-tube: {about: 复采, refers_to: [press-34]}", "names no clause"),
    (NEWS, "mixed-tube: 混管异常后电话联系、复采", "mixed-tube: {about: 复采, until: tomorrow}", "unknown key 'until'"),
    (NEWS, "mixed-tube: 混管异常后电话联系、复采", "mixed-tube: {about: 复采, in_force: [2022-11-06, null]}",
     "window reaches beyond that of its notice"),
    (HOSPITAL, "review_by: 2022-11-14", "supersedes: press-34", "must be a list of texts"),
    (HOSPITAL, "review_by: 2022-11-14", "supersedes: {press-34: yes}", "must be a list of texts"),
    (SCREENING, "event: [2022-11-07T07:00+08:00, 2022-11-07T13:00+08:00]",
     "event: [2022-11-07T13:00+08:00, 2022-11-07T07:00+08:00]", "ends before it begins"),
    (SCREENING, "event: [2022-11-07T07:00+08:00,", "event: [2022-11-05T07:00+08:00,", "reaches beyond"),
])
def test_what_is_off_is_refused_where_it_stands(root, file, old, new, word):
    replace(root / file, old, new)
    where, line, sentence = refusal(root)
    assert (where, line) == (file, line_of(root / file, new.splitlines()[0]))
    assert word in sentence and sentence.endswith(".")


@pytest.mark.parametrize(("file", "line"), [
    (NEWS, "notice: news-audit"), (NEWS, "short: 市审计局下沉社区的报道"), (NEWS, "issuer: 郑州日报"),
    (NEWS, "title: 市审计局党员干部下沉社区（报道）"), (NEWS, "issued: 2022-11-07"),
    (NEWS, "in_force: [2022-11-07T00:00+08:00, null]"),
])
def test_what_is_missing_is_named(root, file, line):
    replace(root / file, line + "\n", "")
    assert repr(line.partition(":")[0]) in refusal(root)[2]


def test_notices_that_supersede_each_other_in_a_ring_are_refused(root):
    for file, older in ((PRESS, "2022-153"), (HOSPITAL, "press-34")):
        with (root / file).open("a", encoding="utf-8") as text:
            text.write(f"supersedes: [{older}]\n")
    load_release(root)
    with (root / SCREENING).open("a", encoding="utf-8") as text:
        text.write("supersedes: [hospital-zhongxin]\n")
    assert "supersedes itself, straight or by way of others" in refusal(root)[2]


def test_the_two_windows_of_the_screening_notice():
    screening = real_release().notices["2022-153"]
    assert screening.event.contains(EVENT) and screening.event.is_over(AFTER)
    assert screening.in_force.contains(AFTER)


def test_reports_are_told_from_official_texts():
    kinds = {key: notice.kind for key, notice in real_release().notices.items()}
    assert {key for key, kind in kinds.items() if kind == "news"} == {"news-audit", "news-office"}


def test_a_review_is_due_only_after_its_day():
    press = real_release().notices["press-34"]
    last = datetime(2022, 11, 13, 23, 59, 59, tzinfo=SHANGHAI)
    assert not press.needs_review(last) and press.needs_review(last + timedelta(seconds=1))


def test_a_later_text_replaces_an_earlier_one_from_its_first_instant(root):
    shutil.copy(root / PRESS, root / "notices/press-35.yml")
    for old, new in (("notice: press-34", "notice: press-35\nsupersedes: [press-34]"),
                     ("[2022-11-06T00:00+08:00, null]", "[2022-11-08T00:00+08:00, 2022-11-09T00:00+08:00]")):
        replace(root / "notices/press-35.yml", old, new)
    notices = load_release(root).notices
    for at, standing in (("2022-11-07T23:59:59", "press-34"), ("2022-11-08T00:00:00", "press-35"),
                         ("2022-11-09T00:00:00", "press-34")):
        instant = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
        assert [k for k in ("press-34", "press-35") if in_force(notices[k], notices, instant)] == [standing]
