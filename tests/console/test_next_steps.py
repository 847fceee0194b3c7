"""What follows an answer, and what it is tested by: small forms that change their document alone."""
from __future__ import annotations

import re

from console_desk import Town
from content_folder import real_release
from support import ROOT

from console.documents.fillable import hints
from console.documents.next_steps import NextFields, next_fields, next_text
from console.documents.questions_text import questions_in, with_questions
from knowledge import clock
from knowledge.desk import reading

TOPICS = sorted((ROOT / "data" / "answers" / "topics").glob("*.yml"))
GOLDEN = (ROOT / "data" / "golden.yml").read_text(encoding="utf-8")
NOON = clock.parse_instant("2022-11-07T12:00:00+08:00")


def mark_in(page: str) -> str:
    return re.search(r'name="mark" value="(\w*)"', page)[1]


def texts(town: Town, page: str) -> dict[str, str]:
    number = int(re.search(r"<h1>(\d+) 号草稿", page)[1])
    return reading.about(town.engine, number, clock.machine_utc())[1].ours


def test_a_form_that_changes_nothing_leaves_every_document_byte_for_byte():
    for file in TOPICS:
        text = file.read_text(encoding="utf-8")
        assert next_text(next_fields(file.stem, text), text) == text, file
    assert with_questions(GOLDEN, "dine_in", questions_in(GOLDEN, "dine_in")) == GOLDEN


def test_a_changed_question_changes_its_line_alone():
    changed = with_questions(GOLDEN, "four_fixed", ["四定是什么意思", "四定是哪四定"])
    old = "- {q: 四定是哪四定, topic: four_fixed}\n"
    assert changed == GOLDEN.replace(old, f"{old}- {{q: 四定是什么意思, topic: four_fixed}}\n")
    assert with_questions(changed, "four_fixed", []) == GOLDEN.replace(old, "")
    assert with_questions(None, "t", ["问"]) == "- {q: 问, topic: t}\n"


def test_buttons_and_the_kind_that_is_meant_are_chosen(town):
    li = town.browser("李编")
    page = li.get("/answers/dine_in/next")
    assert "按“餐饮店”答" in page or "就按“" in page
    page = li.post("/answers/dine_in/next", mark=mark_in(page), note="先看外卖", venue="", **{
        "button-0": "gathering", "button-1": "takeaway_to_gate", "button-2": "gathering", "button-3": "nothing"})
    kept = next_fields("dine_in", texts(town, page)["answers/topics/dine_in.yml"])
    assert kept == NextFields("dine_in", "", ("gathering", "takeaway_to_gate"))
    assert "您想问哪一种店" in li.get("/answers/venue_open/next")
    assert "各城市共用" in li.post("/answers/goodbye/next", 409, mark="", note="x")


def test_test_questions_are_written_and_those_that_test_nothing_are_refused(town):
    li = town.browser("李编")
    page = li.get("/answers/dine_in/questions")
    assert "饭店现在能堂食吗" in page
    fields = {"mark": mark_in(page), "note": "多测一句"}
    told = li.post("/answers/dine_in/questions", 422, questions="四定是哪四定\n能在饭店里头坐着吃不", **fields)
    assert "已经是“" in told and "测不出什么" in told and "能在饭店里头坐着吃不" in told
    page = li.post("/answers/dine_in/questions", questions="饭店现在能堂食吗\n烩面馆摆不摆桌子了这阵", **fields)
    assert "- {q: 烩面馆摆不摆桌子了这阵, topic: dine_in}\n" in texts(town, page)["golden.yml"]


def test_clauses_that_may_fill_a_gap_and_notices_to_review_stand_above_the_answers(town):
    page = town.browser("李编").get("/answers")
    assert "该复核的通告" in page and "以前复核" in page and "通告可能写到了的空白" in page


def test_a_clause_that_speaks_of_what_a_gap_is_asked_by_is_a_hint_until_the_gap_cites_it():
    release = real_release()
    asked = {"gap_vaccination": ["接种疫苗未满四十八小时要做核酸吗", "打了疫苗能做核酸吗"]}
    found = [one for one in hints(release, asked, NOON) if one.topic == "gap_vaccination"]
    assert ("2022-153", "四(五)") in [(one.notice, one.clause) for one in found]
    assert hints(release, {}, clock.parse_instant("2020-01-01T00:00:00+08:00")) == []
