"""Rules that are off are refused with file and line."""
from __future__ import annotations

import shutil

import pytest
from content_folder import EVENT, line_of, refusal, replace, small_folder

from knowledge.releases import load_release
from knowledge.rulebook import decide_outbreak, decide_venue

KINDS, VENUES, OUTBREAK = (f"rulebook/{name}.yml" for name in ("venue_kinds", "venues", "outbreak"))
WINDOW = "window: [2022-11-06T00:00+08:00, null]"
LAST = "{zones: [low_risk], venues: others, verdict: not_stated, likens: 与群众生活相关的场所, clause: low-risk-venues}"
UNSEEN = "zones: [low_risk], venues: [gathering], verdict: none_in_principle, clause: gathering"


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "word"), [
    (VENUES, "table: venues", "table: shops", "neither 'venues' nor 'outbreak'"),
    (VENUES, "conditions:\n", "author: me\nconditions:\n", "unknown key 'author'"),
    (VENUES, "notice: press-34", "notice: press-35", "'press-35' is not in data/notices"),
    (VENUES, "conditions:\n", "window: [2022-11-05T00:00+08:00, null]\nconditions:\n", "beyond that of notice"),
    (VENUES, "conditions:\n", "window: [2022-11-07, 2022-11-06]\nconditions:\n", "ends before it begins"),
    (VENUES, "conditions:\n", "window: always\nconditions:\n", "must be [from, to]"),
    (VENUES, UNSEEN, UNSEEN + ", window: [2022-11-05T00:00+08:00, null]", "beyond that of notice press-34"),
    (VENUES, UNSEEN, UNSEEN + ", capacity: 100", "'capacity' must be a whole number from 1 to 99"),
    (VENUES, UNSEEN, UNSEEN + ", proof: 两天", "'proof' must be a whole number"),
    (VENUES, UNSEEN, UNSEEN + ", days: [4, 1]", "'days' must be [first, last]"),
    (VENUES, UNSEEN, UNSEEN + ", days: [0, null]", "'days' must be [first, last]"),
    (VENUES, UNSEEN, UNSEEN + ", area: 路以南", "'area' lies in some places"),
    (VENUES, UNSEEN, UNSEEN + ", places: [金水区/]", "names from the district down"),
    (VENUES, UNSEEN, UNSEEN + ", likens: 场所", "'likens' is for what a notice does not state"),
    (VENUES, UNSEEN, UNSEEN.replace("none_in_principle", "disagree"), "'disagree' is not known"),
    (VENUES, UNSEEN, UNSEEN.replace("clause: gathering", "clause: weddings"), "has no clause 'weddings'"),
    (VENUES, UNSEEN, UNSEEN.replace("low_risk", "no_risk"), "'no_risk' is not known"),
    (VENUES, UNSEEN, UNSEEN.replace("[gathering]", "[weddings]"), "'weddings' is not known"),
    (VENUES, UNSEEN, UNSEEN.replace("[gathering]", "weddings"), "must be a list of texts"),
    (VENUES, UNSEEN, UNSEEN.replace("[gathering]", "[]"), "venues"),
    (VENUES, UNSEEN, UNSEEN.replace("none_in_principle", "rarely"), "'rarely' is not known"),
    (VENUES, UNSEEN, UNSEEN + ", conditions: masks", "'masks' is not known"),
    (VENUES, UNSEEN, UNSEEN + ", conditions: [[office]]", "conditions"),
    (VENUES, UNSEEN, UNSEEN + ", note: x", "unknown key 'note'"),
    (OUTBREAK, "clause: outbreak", "clause: sealing", "has no clause 'sealing'"),
    (OUTBREAK, "max_units: 1", "max_units: one", "must state max_cases and max_units as numbers"),
    (OUTBREAK, "max_units: 1", "max_units: true", "must state max_cases and max_units as numbers"),
    (OUTBREAK, "max_units: 1", "max_units: 1, max_floors: 3", "unknown key 'max_floors'"),
    (OUTBREAK, WINDOW, "window: [2022-11-05T00:00+08:00, null]", "reaches beyond that of notice press-34"),
])
def test_what_is_off_is_refused_where_it_stands(root, file, old, new, word):
    replace(root / file, old, new)
    where, line, sentence = refusal(root)
    assert (where, line) == (file, line_of(root / file, new.splitlines()[0]))
    assert word in sentence and sentence.endswith(".")


@pytest.mark.parametrize(("file", "old", "new", "word"), [
    (OUTBREAK, ", max_units: 1", "", "must state max_cases and max_units as numbers"),
    (VENUES, UNSEEN, UNSEEN.replace("zones: [low_risk]", "zones: any, days: [1, 4]"), "say of which 'zones'"),
    (VENUES, f"- {LAST}", f"- {LAST}\n- {LAST}", "two rows decide others in low_risk"),
    (VENUES, UNSEEN, UNSEEN.replace("[gathering]", "[restaurant]"), "two rows decide restaurant in low_risk"),
    (VENUES, UNSEEN, UNSEEN.replace("venues: [gathering], ", ""), "'venues'"),
    (VENUES, UNSEEN, UNSEEN.replace("zones: [low_risk], ", ""), "'zones'"),
    (VENUES, "  measures: 严格落实疫情防控措施", "  measures: [a]", "'measures'"),
])
def test_what_is_off_in_a_whole_table_is_refused_in_its_file(root, file, old, new, word):
    replace(root / file, old, new)
    where, _, sentence = refusal(root)
    assert where == file and word in sentence and sentence.endswith(".")


@pytest.mark.parametrize(("kind", "word"), [
    ("{name: 帐篷, group: food, names: [帐篷]}", "group 'food'"),
    ("{name: 帐篷, group: other, size: 1}", "unknown key 'size'"),
    ("{name: '', group: other}", "'name' must be a text"),
    ("{name: 帐篷, group: other, names: 帐篷}", "must be a list of texts"),
    ("{name: 帐篷, group: other, names: [药店]}", "'药店' stands under pharmacy and tent"),
    ("帐篷", "must have a name, a group and names"),
])
def test_a_kind_that_is_off_is_refused_where_it_stands(root, kind, word):
    with (root / KINDS).open("a", encoding="utf-8") as file:
        file.write(f"tent: {kind}\n")
    where, line, sentence = refusal(root)
    assert (where, line) == (KINDS, line_of(root / KINDS, "tent:")) and word in sentence and sentence.endswith(".")


@pytest.mark.parametrize(("rows", "conditions"), [("rows: all", ""), ("rows: [a, b]", ""), ("", "conditions: none\n")])
def test_tables_of_another_shape_are_refused(root, rows, conditions):
    text = (root / VENUES).read_text(encoding="utf-8")
    head, _, body = text.partition("rows:\n")
    head = head.partition("conditions:")[0] + conditions if conditions else head
    (root / VENUES).write_text(head + (rows or "rows:\n" + body), encoding="utf-8")
    assert refusal(root)[0] == VENUES


def test_two_tables_of_one_notice_may_not_decide_the_same(root):
    shutil.copy(root / VENUES, root / "rulebook/version2.yml")
    assert "two rows decide" in refusal(root)[2]
    for file, window in ((VENUES, "[2022-11-06T00:00+08:00, 2022-11-08T24:00+08:00]"),
                         ("rulebook/version2.yml", "[2022-11-09T00:00+08:00, null]")):
        replace(root / file, "notice: press-34\n", f"notice: press-34\nwindow: {window}\n")
    load_release(root)


@pytest.mark.parametrize("file", [OUTBREAK])
def test_two_versions_may_follow_each_other_but_not_overlap(root, file):
    shutil.copy(root / file, root / "rulebook/version2.yml")
    assert "close the older one first" in refusal(root)[2]
    replace(root / file, WINDOW, "window: [2022-11-06T00:00+08:00, 2022-11-09T00:00+08:00]")
    assert "close the older one first" in refusal(root)[2]
    replace(root / "rulebook/version2.yml", WINDOW, "window: [2022-11-09T00:00+08:00, null]")
    load_release(root)


def test_a_later_version_decides_from_its_first_instant(root):
    for file, old, new in (
        (OUTBREAK, "max_cases: 2", "max_cases: 4"),
        (
            VENUES, "[restaurant], verdict: takeaway, conditions: takeaway_controlled, clause: dining",
            "[restaurant], verdict: open, clause: dining",
        ),
    ):
        later = root / file.replace(".yml", "_2.yml")
        shutil.copy(root / file, later)
        replace(later, old, new)
        old = WINDOW if file == OUTBREAK else "notice: press-34"
        own = "" if file == OUTBREAK else "notice: press-34\n"
        replace(later, old, own + "window: [2022-11-09T00:00+08:00, null]")
        replace(root / file, old, own + "window: [2022-11-06T00:00+08:00, 2022-11-09T00:00+08:00]")
    book, then = load_release(root).rulebook, EVENT.replace(day=9, hour=0)
    assert [decide_outbreak(book, 4, 1, at).word for at in (EVENT, then)] == ["many", "one_unit"]
    assert [decide_venue(book, "restaurant", "low_risk", at).word for at in (EVENT, then)] == ["takeaway", "open"]


def test_a_folder_without_kinds_of_venues_has_those_of_the_language(root):
    own = load_release(root).rulebook.kinds
    (root / KINDS).unlink()
    assert load_release(root).rulebook.kinds == own
