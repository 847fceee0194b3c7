"""What colleagues say of a draft stands beside the very part that it is about, with who, when, and whether it was dealt
with."""
from __future__ import annotations

import html
import re

from console_desk import dine_in_draft as words
from support import ROOT

CITY = ROOT / "templates" / "city"


def part_in(page: str) -> str:
    """The first part that the page asks about."""
    return html.unescape(re.search(r'name="about" value="(answers/[^"]+)"><label>意见', page)[1])


def test_an_approver_says_something_of_a_part_and_the_editor_deals_with_it(town):
    number = words(town, "哪天能坐着吃")
    zhao, li = town.browser("赵审"), town.browser("李编")
    part = part_in(zhao.get(f"/drafts/{number}"))
    page = zhao.post(f"/drafts/{number}/comment", about=part, text="这里要写清楚几点起")
    assert "赵审" in page and "这里要写清楚几点起" in page and "1 条意见没有处理" in page
    comment = re.search(r'name="comment" value="(\d+)"', li.get(f"/drafts/{number}"))[1]
    page = li.post(f"/drafts/{number}/resolve", comment=comment)
    assert re.search(r"李编 [\d: -]+ 已处理", page) and "条意见没有处理" not in page
    assert li.post(f"/drafts/{number}/resolve", comment=comment)


def test_a_comment_on_what_was_changed_since_says_so(town):
    number = words(town, "几号能坐着吃")
    zhao = town.browser("赵审")
    part = part_in(zhao.get(f"/drafts/{number}"))
    zhao.post(f"/drafts/{number}/comment", about=part, text="再想想")
    words(town, "哪一天能坐着吃", number)
    page = zhao.get(f"/drafts/{number}")
    assert "写在改动以前" in page and "再想想" in page


def test_what_is_no_part_takes_no_comment_and_who_only_reads_writes_none(town):
    number = words(town, "什么时候能坐")
    li = town.browser("李编")
    li.get(f"/drafts/{number}")
    assert "没有改这一处" in li.post(f"/drafts/{number}/comment", 409, about="city.yml name", text="x")
    assert "一句话" in li.post(f"/drafts/{number}/comment", 409, about=part_in(li.get(f"/drafts/{number}")), text=" ")
    assert "没有这条意见" in li.post(f"/drafts/{number}/resolve", 409, comment="999")
    assert "没有这条意见" in li.post(f"/drafts/{number}/resolve", 409, comment="x")
    leader = town.browser("郑班长")
    assert "写下意见" not in leader.get(f"/drafts/{number}")
    leader.post(f"/drafts/{number}/comment", 403, about="x", text="x")
