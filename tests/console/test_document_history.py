"""A document through its publications: who changed which key, by character, and what it was before."""
from __future__ import annotations

from console_desk import dine_in_draft
from support import ROOT

CITY = ROOT / "templates" / "city"
PATH = "answers/topics/dine_in.yml"


def test_what_was_published_is_shown_against_what_was_before(town):
    number = dine_in_draft(town, "哪天能坐着吃", by="孙编审")
    sun = town.browser("孙编审")
    sun.get(f"/drafts/{number}")
    sun.post(f"/drafts/{number}/urgent", why="夜里发的通知")
    li = town.browser("李编")
    assert "/history/document" in li.get("/history")
    page = li.get(f"/history/document?path={PATH}")
    assert "第 2 次发布" in page and "孙编审" in page and "夜里发的通知" in page and f"/drafts/{number}" in page
    assert "<ins>" in page and "哪天能坐着吃" in page and "最早的样子" in page
    assert "没有发布过这份文件" in li.get("/history/document?path=answers/topics/nothing.yml")
    assert li.get("/history/document")
