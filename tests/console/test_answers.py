"""Answers and their questions by their forms, on the sample city."""
from __future__ import annotations

import html
import re

import pytest
from console_desk import filled
from support import ROOT

from console.documents.answer_text import (
    AnswerFields,
    PartFields,
    examples_of,
    fields_of,
    text_of,
    with_examples,
)
from knowledge import clock
from knowledge.desk import reading

CITIES = [ROOT / "data", *sorted(file.parent for file in (ROOT / "examples").glob("*/city.yml"))]
TEXT = (
    "# 说明\ntopic: t\ngroup: g\ntitle: 题\nparts:\n  # 先说\n  - id: x\n    text: 一\n    notice: a\n    clause: c\n"
    "    zones: [z]\n  - text: 二\n    notice: a\n    clause: c\nsee_also: [u]\n"
)


def number_in(page: str) -> int:
    return int(re.search(r"<h1>(\d+) 号草稿", page)[1])


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.name)
def test_a_form_that_changes_nothing_leaves_every_document_byte_for_byte(city):
    for file in sorted((city / "answers" / "topics").glob("*.yml"))[::4]:
        text = file.read_text(encoding="utf-8")
        assert text_of(fields_of(file.stem, text, ""), text, "") == text, file


def test_one_changed_part_changes_its_lines_alone_and_keeps_what_has_no_field():
    fields = fields_of("t", TEXT, "")
    first = PartFields("新", "a#d", "2022-11-08T00:00", "", "", "", {"wechat": "短"}, 0)
    changed = text_of(AnswerFields("t", "题", (first, fields.parts[1])), TEXT, "")
    assert "    zones: [z]\n" in changed and "  - id: x\n    text: 新\n" in changed and "    clause: d\n" in changed
    assert "    from: 2022-11-08T00:00+08:00\n    channels:\n      wechat: 短\n" in changed
    assert changed.endswith("  - text: 二\n    notice: a\n    clause: c\nsee_also: [u]\n")


def test_a_gap_gets_a_document_when_a_notice_fills_it():
    part = PartFields("从火车站来的先做核酸。", "press-34#labs", was=None)
    assert text_of(AnswerFields("gap_travel", "来去", (part,)), None, "来去") == (
        "topic: gap_travel\nparts:\n  - text: 从火车站来的先做核酸。\n    notice: press-34\n    clause: labs\n"
    )


def test_examples_are_put_behind_those_that_there_are():
    text = 'version: "3.1"\nnlu:\n- intent: t\n  examples: |\n    - 一\n'
    longer = with_examples("t", text, ["二", "能不能: 三"])
    assert longer == text + "    - 二\n    - 能不能: 三\n" and examples_of("t", longer) == ("一", "二", "能不能: 三")
    assert examples_of("t", with_examples("t", None, ["一"])) == ("一",)


def test_a_changed_answer_is_seen_beside_the_old_one_before_anything_is_written(town):
    li = town.browser("李编")
    fields = filled(li.get("/answers/hospital_entry"))
    before = len(reading.all_drafts(town.engine, clock.machine_utc()))
    said = {"text-0": "进门要出示48小时核酸。", "sms-0": "进门要48小时核酸。"}
    page = li.post("/answers/hospital_entry/write", **fields | said | {"look": "1"})
    assert "改成这样以后" in page and "<p>进门要出示48小时核酸。" in page
    assert len(reading.all_drafts(town.engine, clock.machine_utc())) == before


def test_a_changed_answer_goes_into_a_draft_that_shows_what_residents_will_read(town):
    li = town.browser("李编")
    fields = filled(li.get("/answers/dine_in"))
    page = li.post("/answers/dine_in/write", **fields | {
        "unstated-0": "什么时候恢复堂食和包间", "note": "补上包间"})
    assert "<ins>和包间</ins>" in page and "答复有变" in page and "检查没有通过" not in page


@pytest.mark.parametrize(("changed", "field", "says"), [
    ({"end-0": "2021-01-01T00:00"}, "parts.0", "早于"),
    ({"text-1": "没有依据", "unstated-1": "事"}, "parts.1", "写明是哪份通告"),
    ({"title": "二十个字的按钮标题实在是太长了放不下去的了"}, "title", "按钮上最多"),
    ({"text-1": "一对括号 {nothing}"}, "parts.1", "填什么"),
], ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_what_is_not_taken_is_told_beside_its_field(town, changed, field, says):
    li = town.browser("李编")
    page = li.post("/answers/dine_in/write", 422, **filled(li.get("/answers/dine_in")) | {"note": "改"} | changed)
    told = re.findall(rf'id="wrong-{re.escape(field)}[\w.]*-\d+">([^<]*)<', page)
    assert any(says in html.unescape(line) for line in told), (told, re.findall(r'id="wrong-[^<]*<|<li>[^<]*<', page))


def test_new_questions_go_into_a_draft_and_those_of_another_topic_are_refused(town):
    li = town.browser("李编")
    page = li.get("/answers/dine_in")
    mark = re.search(r'name="mark" value="(\w+)"><input type="hidden" name="draft"', page)[1]
    fields = {"mark": mark, "note": "收件箱里问的", "draft": ""}
    told = li.post("/answers/dine_in/examples", 422, **fields | {"examples": "附近哪有采样屋\n能在饭店里头坐着吃不"})
    assert "已经是“饭店能堂食吗”的问法" in told
    assert "这样的符号" in li.post("/answers/dine_in/examples", 422, **fields | {"examples": "[x](y)"})
    page = li.post("/answers/dine_in/examples", **fields | {"examples": "砂锅铺子里让坐不让\n\n砂锅铺子里让坐不让"})
    assert page.count("<ins>") and "砂锅铺子里让坐不让" in page and "nlu/faq/dine_in.yml" in page


def test_a_topic_of_every_city_has_no_form_and_takes_none(town):
    li = town.browser("李编")
    page = li.get("/answers/goodbye")
    assert "各城市共用" in page and "/answers/goodbye/write" not in page
    assert "各城市共用" in li.post("/answers/goodbye/write", 409, mark="", title="再见", note="改", **{"text-0": "x"})


def test_an_english_form_that_the_chinese_has_left_behind_waits_until_somebody_says_that_it_is_right(town):
    li = town.browser("李编")
    fields = filled(li.get("/answers/two_labs")) | {"note": "换个说法"}
    changed = fields | {"text-0": fields["text-0"].replace("您不必担心", "请您放心")}
    assert "英文没有，或比中文旧" in li.post("/answers/two_labs/write", **changed | {"look": "1"})
    checked = changed | {"look": "1", "english-ok-0": "1"}
    assert "so there is no need to worry" in li.post("/answers/two_labs/write", **checked)


def test_every_form_is_shown_and_what_states_something_else_is_not_taken(town):
    li = town.browser("李编")
    page = li.get("/answers/booth_count")
    assert "全市已开放三千多个采样屋" in page and "More than 3,000 sampling booths" in page and "/ 70 字" in page
    fields = filled(page) | {"note": "写英文", "english-0": "More than 300 sampling booths are open in the city."}
    told = li.post("/answers/booth_count/write", 422, **fields)
    assert "这一种说法和正文不一致" in told and "count &gt;3000" in told


def test_a_new_question_that_is_more_like_another_topic_or_a_test_is_shown_before_it_is_taken(town):
    li = town.browser("李编")
    page = li.get("/answers/dine_in")
    assert "饭店现在能堂食吗" in page and "2022-11-13 以前复核" in page
    mark = re.search(r'name="mark" value="(\w+)"><input type="hidden" name="draft"', page)[1]
    fields = {"mark": mark, "note": "问得多", "draft": "", "examples": "离我最近的采样屋在哪儿呀\n饭店现在能堂食吗呀"}
    told = html.unescape(li.post("/answers/dine_in/examples", 422, **fields))
    assert "更像“附近的采样屋”的问法" in told and "和测试问题“饭店现在能堂食吗”几乎一样" in told
    assert "离我最近的采样屋在哪儿呀" in li.post("/answers/dine_in/examples", **fields | {"near-ok": "1"})
