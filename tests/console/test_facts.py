"""What answers have to say, changed on a page: only its topic, and never into something that no gate can read."""
from __future__ import annotations

import html
import re

import pytest
from console_desk import Town, town_in
from content_folder import small_folder

from console.documents.facts_text import fields_of, text_of
from knowledge import clock
from knowledge.desk import reading

FACTS = """\
# What has to be said.
after_hours_testing: {always: ['24小时'], never: ['预约']}   # testing
screening_time:
  always: ['11月7日', '7:00']
  never_after: &not_sent ['请[^。]*采样']
temporary_points: {always: ['临时采样点']}
screening_who: {never_after: *not_sent, phrases: {one: ['x']}}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    root = small_folder(tmp_path_factory.mktemp("city"))
    (root / "cases").mkdir(exist_ok=True)
    (root / "cases/facts.yml").write_text(FACTS, encoding="utf-8")
    return town_in(tmp_path_factory.mktemp("facts"), root)


def test_a_form_changes_its_topic_and_nothing_else():
    fields = fields_of(FACTS, "after_hours_testing")
    assert fields == {"always": ["24小时"], "never": ["预约"]} and text_of(fields, FACTS, "after_hours_testing") == FACTS
    made = text_of({"always": ["24小时", r"社区\(村\)"]}, FACTS, "after_hours_testing")
    assert r"after_hours_testing: {always: ['24小时', '社区\(村\)']} " in made
    assert made.partition("# testing")[2] == FACTS.partition("# testing")[2]


def test_a_list_that_topics_share_stays_shared_until_one_of_them_says_otherwise():
    assert fields_of(FACTS, "screening_who") == {"never_after": ["请[^。]*采样"]}
    made = text_of({"never_after": ["去采样"]}, FACTS, "screening_who")
    assert fields_of(made, "screening_time") == fields_of(FACTS, "screening_time")
    assert fields_of(made, "screening_who") == {"never_after": ["去采样"]} and "phrases: {one: ['x']}" in made


def test_what_is_required_goes_into_a_draft_and_what_is_not_said_is_shown(town):
    li = town.browser("李编")
    page = li.get("/facts/temporary_points")
    assert "现在没有说到" not in page
    mark = re.search(r'name="mark" value="([^"]*)"', page)[1]
    page = li.post("/facts/temporary_points/write", always="临时采样点\n不存在的话", never="采样", mark=mark, note="更严")
    assert "cases/facts.yml" in page and "/facts?draft=" in page
    number = int(re.search(r"/drafts/(\d+)/submit", page)[1])
    texts = reading.about(town.engine, number, clock.machine_utc())[1].ours
    assert fields_of(texts["cases/facts.yml"], "temporary_points")["always"] == ["临时采样点", "不存在的话"]
    page = li.get(f"/facts/temporary_points?draft={number}")
    assert "现在没有说到：不存在的话" in page and "现在说了不该说的：采样" in page
    assert "现在有 2 条不符" in li.get(f"/facts?draft={number}")


def test_a_line_that_is_no_pattern_is_told_and_nothing_is_written(town):
    li = town.browser("李编")
    page = li.get("/facts/after_hours_testing")
    mark = re.search(r'name="mark" value="([^"]*)"', page)[1]
    page = li.post("/facts/after_hours_testing/write", 422, always="(24小时", mark=mark, note="错")
    assert "的写法不对" in page and "(24小时" in html.unescape(page)
    assert "太长" in li.post("/facts/after_hours_testing/write", 422, always="长" * 201, mark=mark, note="错")


def test_all_topics_are_listed_and_those_without_any_may_get_some(town):
    page = town.browser("赵审").get("/facts")
    assert "/facts/after_hours_testing" in page and "还没有规定的" in page
    assert town.browser("赵审").get("/facts/after_hours_testing").count("<textarea") == 0, "an approver only looks"
