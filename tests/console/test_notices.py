"""A notice from the form to a publication, with real people, the real sample city and the real check."""
from __future__ import annotations

import html
import re

import pytest
from console_desk import parts_of

from console.documents.notice_text import ClauseFields, NoticeFields, fields_of, text_of
from knowledge import clock
from knowledge.desk import reading

FIELDS = {
    "notice": "letter-1130", "title": "关于恢复堂食的通告", "short": "11月30日通告", "issuer": "郑州市疫情防控指挥部",
    "issued": "2022-11-29", "start": "2022-11-30T00:00", "end": "", "review_by": "2022-12-07", "note": "恢复堂食",
    "name-0": "一", "about-0": "餐饮恢复堂食", "how-0": "amends", "target-0": "press-34#dining",
    "name-1": "二", "about-1": "公园开放",
}


def number_in(page: str) -> int:
    return int(re.search(r"<h1>(\d+) 号草稿", page)[1])


def test_a_notice_is_entered_looked_at_by_another_and_published(town):
    li, zhao = town.browser("李编"), town.browser("赵审")
    li.get("/notices/new")
    page = li.post("/notices/write", **FIELDS)
    number = number_in(page)
    assert "notices/letter-1130.yml" in page and "恢复堂食" in page and "检查没有通过" not in page
    assert "提交审核" in page and "批准</button>" not in page
    li.post(f"/drafts/{number}/submit")
    assert "等您处理" in zhao.get("/") and f"/drafts/{number}" in zhao.get("/")
    seen = zhao.get(f"/drafts/{number}")
    mark = re.search(r'name="seen" value="(\w+)"', seen)[1]
    zhao.post(f"/drafts/{number}/approve", seen=mark, part=parts_of(seen))
    assert "已发布" in zhao.post(f"/drafts/{number}/publish", effective_at="")
    notice = li.get("/notices/letter-1130")
    assert "餐饮恢复堂食" in notice and "还没有任何答复、规则用到" in notice and "修订" in notice
    assert reading.current(town.engine, clock.machine_utc()).draft == number


def test_who_wrote_it_cannot_approve_it_by_the_page_or_by_a_request(town):
    sun = town.browser("孙编审")
    sun.get("/notices/new")
    number = number_in(sun.post("/notices/write", **FIELDS | {"notice": "letter-2", "short": "第二份通告"}))
    page = sun.post(f"/drafts/{number}/submit")
    assert "批准</button>" not in page
    found = reading.all_drafts(town.engine, clock.machine_utc())
    seen = next(one.draft.hash for one in found if one.draft.number == number)
    assert "要由没有写过它的人来批准" in sun.post(f"/drafts/{number}/approve", 409, seen=seen)
    assert "这一步要求它是：已批准" in sun.post(f"/drafts/{number}/publish", 409)


@pytest.mark.parametrize(("changed", "field", "says"), [
    ({"start": "2022-11-40T00:00"}, "in_force", "2022-11-40T00:00"),
    ({"end": "2022-11-29T00:00"}, "in_force", "早于"),
    ({"issued": "gestern"}, "issued", "2022-11-06"),
    ({"target-0": "press-34#nowhere"}, "clauses.一.amends", "nowhere"),
    ({"name-1": "一"}, "clauses", "条款号相同"),
    ({"name-0": ""}, "clauses", "条款号和内容"),
    ({"notice": "../x"}, "notice", "请用汉字"),
    ({"notice": "press-34"}, "notice", "已经有这个编号"),
    ({"title": ""}, "title", "请填写"),
], ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_what_is_not_taken_is_told_beside_its_field_and_nothing_is_written(town, changed, field, says):
    li = town.browser("李编")
    before = len(reading.all_drafts(town.engine, clock.machine_utc()))
    li.get("/notices/new")
    page = li.post("/notices/write", 422, **FIELDS | {"notice": "letter-3"} | changed)
    told = re.findall(rf'id="wrong-{re.escape(field)}-\d+">([^<]*)<', page)
    assert any(says in html.unescape(line) for line in told), (told, re.findall(r'id="wrong-[^<]*<|<li>[^<]*<', page))
    assert "恢复堂食" in page and len(reading.all_drafts(town.engine, clock.machine_utc())) == before


def test_two_who_change_the_same_notice_in_one_draft_do_not_write_over_each_other(town):
    li, wang = town.browser("李编"), town.browser("王编")
    li.get("/notices/new")
    number = number_in(li.post("/notices/write", **FIELDS | {"notice": "letter-4"}))
    marks = [re.search(r'name="mark" value="(\w*)"', one.get(f"/notices/letter-4/edit?draft={number}"))[1]
             for one in (li, wang)]
    changed = FIELDS | {"notice": "letter-4", "draft": str(number)}
    li.post("/notices/write", **changed | {"title": "李的标题", "mark": marks[0]})
    told = wang.post("/notices/write", 409, **changed | {"title": "王的标题", "mark": marks[1]})
    assert "别人改了草稿" in told and "两边都改了" in told and "李的标题" in told and "王的标题" in told
    wang.post("/notices/write", **changed | {"title": FIELDS["title"], "issuer": "王的单位", "mark": marks[1]})
    page = li.get(f"/drafts/{number}")
    assert "李的标题" in page and "王的单位" in page


def test_a_form_that_changes_nothing_leaves_the_document_byte_for_byte(town):
    for key in ("press-34", "2022-153", "news-audit"):
        path = f"notices/{key}.yml"
        text = reading.texts(town.engine, clock.machine_utc())[1][path]
        assert text_of(fields_of(path, text), text) == text


def test_the_form_of_a_new_notice_makes_the_document_that_the_rules_ask_for():
    fields = NoticeFields("n", "题: 一", "简", "市", "2022-11-29", "2022-11-30T00:00", "", "", ("old",), (
        ClauseFields("一", "内容"), ClauseFields("二", "内容", "ends", "old#x")))
    assert text_of(fields, None) == (
        "notice: n\ntitle: '题: 一'\nshort: 简\nissuer: 市\nissued: 2022-11-29\n"
        "in_force: [2022-11-30T00:00+08:00, null]\nsupersedes: [old]\n"
        "clauses:\n  一: 内容\n  二:\n    about: 内容\n    ends: [old#x]\n"
    )
    assert fields_of("notices/n.yml", text_of(fields, None)) == fields
