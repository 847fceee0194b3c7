"""The steps of a draft by the pages: sent back, scheduled, withdrawn, urgent, rolled back, brought together."""
from __future__ import annotations

import pytest
from console_desk import Town, dine_in_draft, parts_of
from support import ROOT

from knowledge import clock
from knowledge.desk import reading

CITY = ROOT / "templates" / "city"


def hash_of(town: Town, number: int) -> str:
    found = reading.all_drafts(town.engine, clock.machine_utc())
    return next(one.draft.hash for one in found if one.draft.number == number)


def approved(town: Town, note: str) -> int:
    number = dine_in_draft(town, note)
    li, zhao = town.browser("李编"), town.browser("赵审")
    li.get(f"/drafts/{number}")
    li.post(f"/drafts/{number}/submit")
    parts = parts_of(zhao.get(f"/drafts/{number}"))
    zhao.post(f"/drafts/{number}/approve", seen=hash_of(town, number), part=parts)
    return number


@pytest.fixture()
def zhao(town):
    browser = town.browser("赵审")
    browser.get("/drafts")
    return browser


def test_a_draft_is_sent_back_with_a_reason_and_written_again(town, zhao):
    number = dine_in_draft(town, "哪天能坐着吃")
    li = town.browser("李编")
    li.get(f"/drafts/{number}")
    li.post(f"/drafts/{number}/submit")
    assert "一句话写明理由" in zhao.post(f"/drafts/{number}/reject", 409, why=" ")
    assert "已退回" in zhao.post(f"/drafts/{number}/reject", why="说得不清楚")
    assert "说得不清楚" in li.get(f"/drafts/{number}")
    assert dine_in_draft(town, "哪天起可以堂食", number) == number
    assert "提交审核</button>" in li.get(f"/drafts/{number}")


def test_what_was_changed_after_it_was_looked_at_cannot_be_approved(town, zhao):
    number = dine_in_draft(town, "几号能坐着吃")
    li = town.browser("李编")
    li.get(f"/drafts/{number}")
    li.post(f"/drafts/{number}/submit")
    seen = hash_of(town, number)
    dine_in_draft(town, "几号能坐着吃火锅", number)
    li.post(f"/drafts/{number}/submit")
    assert "在您看过之后又被改动" in zhao.post(f"/drafts/{number}/approve", 409, seen=seen)
    assert "在您看过之后又被改动" in zhao.post(f"/drafts/{number}/approve", 409)


def test_a_scheduled_draft_waits_and_can_be_withdrawn(town, zhao):
    number = approved(town, "什么时候能坐下吃")
    assert "已经过去" in zhao.post(f"/drafts/{number}/publish", 409, effective_at="2020-01-01T00:00")
    assert "写成" in zhao.post(f"/drafts/{number}/publish", 409, effective_at="morgen")
    page = zhao.post(f"/drafts/{number}/publish", effective_at="2099-01-01T08:00")
    assert "已定时" in page and "2099-01-01 08:00" in page and "已定时" in zhao.get("/")
    assert "已撤下" in zhao.post(f"/drafts/{number}/withdraw")
    assert "撤下定时" in zhao.get("/history")


def test_an_emergency_is_published_at_once_and_looked_at_by_another_afterwards(town):
    sun = town.browser("孙编审")
    number = dine_in_draft(town, "急：什么时候恢复堂食", by="孙编审")
    sun.get(f"/drafts/{number}")
    page = sun.post(f"/drafts/{number}/urgent", why="夜里发的通知")
    assert "已发布" in page and "待事后审看" in page and "已审看</button>" not in page
    assert "要由别人来审看" in sun.post(f"/drafts/{number}/seen", 409)
    zhao = town.browser("赵审")
    assert f"/drafts/{number}" in zhao.get("/") and "已审看</button>" in zhao.get(f"/drafts/{number}")
    assert "待事后审看" not in zhao.post(f"/drafts/{number}/seen")


def test_what_was_published_is_taken_back(town, zhao):
    before = reading.current(town.engine, clock.machine_utc()).release
    number = approved(town, "什么时候能回店里吃")
    zhao.post(f"/drafts/{number}/publish")
    assert f"退回到 {before}" in zhao.get("/history")
    page = zhao.post("/history/rollback", release=before, why="写错了")
    assert "退回旧版" in page and "写错了" in page
    assert reading.current(town.engine, clock.machine_utc()).release == before
    assert "就是现在生效的版本" in zhao.post("/history/rollback", 409, release=before, why="再来")
    assert "没有版本" in zhao.post("/history/rollback", 409, release="nothing", why="再来")


def test_two_drafts_of_one_document_are_brought_together_or_one_is_chosen(town, zhao):
    first = approved(town, "什么时候恢复堂食呢")
    other = dine_in_draft(town, "什么时候恢复堂食", title="堂食开了没有")
    clash = dine_in_draft(town, "什么时候能堂食啊")
    zhao.post(f"/drafts/{first}/publish")
    li = town.browser("李编")
    page = li.get(f"/drafts/{other}")
    assert "别人发布了同样的文件" in page and "两边都改了" not in page
    assert "请把两边的改动合到一起" in li.post(f"/drafts/{other}/submit", 409)
    path = "answers/topics/dine_in.yml"
    page = li.post(f"/drafts/{other}/merge", path=path, how="together")
    assert "别人发布了同样的文件" not in page and "堂食开了没有" in page
    page = li.get(f"/drafts/{clash}")
    assert "两边都改了" in page and "两边的改动都要" not in page
    assert "不能自动合到一起" in li.post(f"/drafts/{clash}/merge", 409, path=path, how="together")
    assert "没有要保存的改动" in li.post(f"/drafts/{clash}/merge", 409, path=path, how="somehow")
    page = li.post(f"/drafts/{clash}/merge", path=path, how="ours")
    assert "什么时候能堂食啊" in page and "别人发布了同样的文件" not in page
