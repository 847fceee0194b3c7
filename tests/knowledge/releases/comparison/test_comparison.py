"""What two releases of a small city say otherwise: each kind of difference is told where it is, and nothing else."""
from __future__ import annotations

from datetime import timedelta

import pytest
from content_folder import AFTER, DATA, EVENT, LETTER, LETTER_ROWS, small_folder

from knowledge.clock import parse_instant
from knowledge.desk.showing import questions_in, questions_of, release_of
from knowledge.releases.comparison.answers import Question
from knowledge.releases.comparison.comparison import Comparison, compare
from knowledge.releases.comparison.keys import TEXT, Moved, changes_of, leaves_of, moved_keys
from knowledge.releases.document_folder import read_folder

ROWS, PRESS = "rulebook/venues.yml", "notices/press-34.yml"
DINING = "venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled, clause: dining"
NIGHT = "answers/topics/after_hours_testing.yml"


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> dict[str, str]:
    return read_folder(small_folder(tmp_path_factory.mktemp("small")))


def compared(city, changes: dict[str, str | None], now=EVENT, questions=(), chosen=()) -> Comparison:
    texts = {path: text for path, text in {**city, **changes}.items() if text is not None}
    return compare(release_of(city), release_of(texts), now, questions, chosen)


def changed(city, path: str, old: str, new: str) -> dict[str, str]:
    assert city[path].count(old) == 1
    return {path: city[path].replace(old, new)}


def test_the_same_content_in_other_words_of_yaml_differs_in_nothing(city):
    found = compared(city, {path: f"# 说明\n{text}" for path, text in city.items()})
    assert found == Comparison((EVENT,), (), (), (), (), (), ())


def test_a_row_that_changes_turns_its_own_cell_alone(city):
    found = compared(city, changed(city, ROWS, f"zones: [low_risk], {DINING}",
                                   "zones: [low_risk], venues: [restaurant], verdict: open, clause: dining"))
    assert [(row.verdict, row.venues) for row in (*found.rows_gone, *found.rows_new)] == [
        ("takeaway", ("restaurant",)), ("open", ("restaurant",))
    ]
    flip, = found.flips
    assert (flip.venue, flip.zone, flip.at) == ("restaurant", "low_risk", EVENT)
    assert flip.before.startswith("takeaway: ") and flip.after.startswith("open: ")


def test_a_lost_condition_is_a_turned_cell_too(city):
    found = compared(city, changed(city, ROWS, f"zones: [low_risk], {DINING}", f"zones: [low_risk], {DINING}".replace(
        "conditions: takeaway_controlled, ", "")))
    flip, = found.flips
    assert "无接触" in flip.before and "无接触" not in flip.after


def test_a_notice_to_come_turns_cells_at_its_minute(city):
    starts = parse_instant("2022-11-08T00:00+08:00")
    changes = {"notices/letter.yml": LETTER, "rulebook/letter.yml": LETTER_ROWS}
    found = compared(city, changes)
    assert found.instants == (EVENT, starts) and {flip.at for flip in found.flips} == {starts}
    assert {(flip.venue, flip.zone) for flip in found.flips} == {("restaurant", "low_risk")}
    early = compared(city, changes, chosen=[starts - timedelta(minutes=1)])
    assert early.instants == (starts - timedelta(minutes=1),) and not early.flips


def test_an_answer_is_told_before_and_after_with_its_cause_and_its_questions(city):
    questions = [Question("半夜哪里能做核酸", "after_hours_testing"), Question("采样屋在哪", "booth_location"),
                 Question("明晚哪里能做", "after_hours_testing", AFTER)]
    topic = "topic: after_hours_testing\ngroup: testing\ntitle: 夜间\n"
    topic += "parts:\n- {text: 新的话, notice: press-34, clause: CLAUSE}\n"
    clause = next(key for key in release_of(city).notices["press-34"].clauses if "test" in key)
    found = compared(city, {NIGHT: topic.replace("CLAUSE", clause)}, questions=questions)
    now, later = found.answers
    assert now.causes == ("topic after_hours_testing",) and now.after == "新的话" and now.before not in ("", now.after)
    assert (now.at, now.questions) == (EVENT, ("半夜哪里能做核酸",)) and later.questions == ("明晚哪里能做",)


def test_a_topic_that_goes_and_words_that_lose_their_clause_are_lost(city):
    start = parse_instant("2022-11-07T12:00+08:00")
    clause = next(part.clause for part in release_of(city).answers["temporary_points"].parts)
    ended = LETTER.replace("amends: [press-34#dining]", f"ends: ['press-34#{clause}']")
    ended = ended.replace("2022-11-08T00:00", "2022-11-07T12:00")
    found = compared(city, {"notices/letter.yml": ended})
    assert found.instants == (EVENT, start)
    assert {(loss.topic, loss.at) for loss in found.topics_lost} >= {("temporary_points", start)}
    assert any("has ended" in loss.what and loss.at == start for loss in found.clauses_lost)
    assert {cause for change in found.answers for cause in change.causes} == {"notice letter"}


def test_the_questions_of_the_citys_own_documents_are_asked(city):
    golden = "- {q: 采样屋在哪, topic: booth_location}\n- {q: 老人怎么办}\n"
    cases = "cases:\n- {q: 明天呢, topic: booth_location, at: '2022-11-08T10:00'}\n"
    found = list(questions_of({**city, "golden.yml": golden, "cases/a.yml": cases, "cases/b.yml": "["}))
    assert found == [Question("采样屋在哪", "booth_location"), Question("明天呢", "booth_location", AFTER)]
    assert len(questions_in([DATA / "golden.yml"])) > 20


BASE = "topic: t\nparts:\n- {text: 一}\nsee_also: [a, b]\n"


def test_documents_are_told_key_by_key():
    changes = changes_of(BASE, "topic: t\nparts:\n- {text: 二, notice: n}\nsee_also: [c, a, b]\n")
    assert [(one.key, one.before, one.after) for one in changes] == [
        ("parts[0].text", "一", "二"), ("parts[0].notice", None, "n"), ("see_also[c]", None, "c"),
    ]
    assert changes_of(BASE, BASE) == () and [one.key for one in changes_of(BASE, f"# x\n{BASE}")] == [TEXT]
    assert [one.before for one in changes_of("甲\n乙\n", "甲\n丙\n")] == ["乙", None]
    assert leaves_of(None) == {} and leaves_of("a: [x, x]") == {"a[x]": "x", "a[x (2)]": "x"}


def test_a_base_that_moved_is_told_key_by_key_and_a_clash_is_called_one():
    theirs, ours = BASE.replace("一", "二").replace("b]", "b, c]"), BASE.replace("一", "三")
    text, added = moved_keys(BASE, theirs, ours)
    assert text == Moved("parts[0].text", "一", "二", "三") and text.clash
    assert (added.key, added.theirs, added.clash) == ("see_also[c]", "c", False)
    assert moved_keys(BASE, None, ours)[0].theirs is None and moved_keys(BASE, f"# x\n{BASE}", ours)[0].key == TEXT
