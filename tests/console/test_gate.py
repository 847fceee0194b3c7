"""The gate on the pages of a draft: what is found, signed part by part, and what nobody may publish."""
from __future__ import annotations

import pytest
from console_desk import Town, parts_of, town_in
from content_folder import small_folder

from console.web.chinese import in_chinese
from knowledge import clock
from knowledge.desk import Desk, reading
from knowledge.desk.drafts import Edit
from knowledge.desk.texts import sha

VENUES, NIGHT = "rulebook/venues.yml", "answers/topics/after_hours_testing.yml"
ROW = "zones: [low_risk], venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled"
FACTS = "after_hours_testing: {always: ['24小时']}\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    """A small city whose answer on tests at night has to say 24小时."""
    root = small_folder(tmp_path_factory.mktemp("city"))
    (root / "cases").mkdir(exist_ok=True)
    (root / "cases/facts.yml").write_text(FACTS, encoding="utf-8")
    town = town_in(tmp_path_factory.mktemp("gate"), root)
    town.browser("李编").get("/")
    return town


def changed(town: Town, path: str, old: str, new: str) -> int:
    """A draft in which a document says something else."""
    now = clock.machine_utc()
    text = reading.texts(town.engine, now)[1][path]
    assert old in text
    edit = Edit(path, text.replace(old, new), sha(text))
    return Desk(town.engine).begin([edit], "李编", "改", now).number


def test_a_verdict_that_turns_is_signed_by_somebody_else_before_it_is_approved(town):
    number = changed(town, VENUES, ROW, "zones: [low_risk], venues: [restaurant], verdict: open")
    li, zhao = town.browser("李编"), town.browser("赵审")
    li.get(f"/drafts/{number}")
    page = li.post(f"/drafts/{number}/submit")
    flip, = [part for part in parts_of(page) if part.startswith("flip ")]
    assert "restaurant low_risk takeaway>open" in flip and "只做外卖" in page
    li.post(f"/drafts/{number}/sign", part=parts_of(page))
    page = zhao.get(f"/drafts/{number}")
    assert parts_of(page) == [flip], "who wrote it does not sign for a verdict"
    seen = reading.about(town.engine, number, clock.machine_utc())[0].draft.hash
    assert "没有签字" in zhao.post(f"/drafts/{number}/approve", 409, seen=seen)
    assert "这一处改动，请刷新页面再看" in zhao.post(f"/drafts/{number}/sign", 409, part="flip nothing")
    zhao.post(f"/drafts/{number}/approve", seen=seen, part=[flip])
    assert "已发布" in zhao.post(f"/drafts/{number}/publish", effective_at="")


def test_an_answer_that_loses_what_it_has_to_say_goes_nowhere(town):
    number = changed(town, NIGHT, "24小时", "全天")
    li = town.browser("李编")
    li.get(f"/drafts/{number}")
    assert "不再说到" in li.post(f"/drafts/{number}/submit", 409)
    page = li.get(f"/drafts/{number}")
    assert "不能发布（1 处）" in page and "cases/facts.yml 要求它说到" in page
    zhao, seen = town.browser("赵审"), reading.about(town.engine, number, clock.machine_utc())[0].draft.hash
    zhao.get("/drafts")
    for step in ("approve", "publish"):
        zhao.post(f"/drafts/{number}/{step}", 409, seen=seen)


def test_the_gate_is_run_by_itself_and_stopped(town):
    number = changed(town, NIGHT, "24小时", "24小时都")
    li = town.browser("李编")
    assert "还没有检查过" in li.get(f"/drafts/{number}")
    page = li.post(f"/drafts/{number}/gate")
    assert "由 李编 检查" in page and "答复有变" in page
    assert "由 李编 检查" in li.post(f"/drafts/{number}/gate/cancel"), "one that has ended is not stopped"


@pytest.mark.parametrize("sentence", [
    "topic t no longer says '24小时', which cases/facts.yml requires of it.",
    "topic t says 'x', which cases/facts.yml forbids it.",
    "phrase p no longer says 'x', which cases/facts.yml requires of it.",
    "cases/facts.yml: a pattern of t is none: bad.",
    "topic t has no answer.", "topic t is gone.", "Of 10 test questions of topic t, 8 are understood, and 9 were.",
    "Understanding falls from 90.0 % to 89.6 % of 1000 test questions.", "The run of the gate was cancelled.",
], ids=range(9))
def test_what_stands_in_the_way_is_told_in_chinese(sentence):
    assert in_chinese(sentence) != sentence
