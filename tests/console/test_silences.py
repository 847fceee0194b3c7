"""The off switch by its page: who finds a wrong answer has it silent in three presses."""
from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from console_desk import CHROMIUM, signed_in
from playwright.sync_api import Browser
from support import ROOT

from console.pages.silences import until_of
from knowledge import clock
from knowledge.database import transaction
from knowledge.silences.standing import standing

CITY = ROOT / "templates" / "city"


def holding(town) -> list:
    with transaction(town.engine) as session:
        return standing(session, clock.machine_utc())


@pytest.fixture()
def zhao(town):
    browser = town.browser("赵审")
    browser.get("/silences")
    yield browser
    for one in holding(town):
        browser.post(f"/silences/{one.id}/end")


def test_an_approver_silences_a_topic_and_lets_it_speak_again(town, zhao):
    page = zhao.post("/silences/begin", target="topic:dine_in", say="正在核实，请拨{hotline}。", until="1h", why="写错了")
    (one,) = holding(town)
    assert (one.target, one.sentence, one.by) == ("topic:dine_in", "正在核实，请拨12345。", "赵审") and "写错了" in page
    assert timedelta(minutes=59) < one.until - clock.machine_utc() <= timedelta(hours=1)
    assert "停着" in town.browser("李编").get("/")
    page = zhao.post(f"/silences/{one.id}/end")
    assert "没有停着的答复" in page and "以前停过的" in page and holding(town) == []
    assert "已经结束了" in zhao.post(f"/silences/{one.id}/end", 409)


@pytest.mark.parametrize(("changed", "says"), [
    ({"target": ""}, "请选出"), ({"target": "topic:nothing"}, "没有这个话题"), ({"target": "channel:fax"}, "没有这个话题"),
    ({"why": " "}, "一句话"), ({"say": ""}, "一句话"), ({"until": "at"}, "请填停到什么时候"),
    ({"until": "at", "at": "2020-01-01T00:00"}, "已经过去"), ({"until": "at", "at": "morgen"}, "写成"),
], ids=str)
def test_what_cannot_be_silenced_is_told_and_nothing_typed_is_lost(town, zhao, changed, says):
    fields = {"target": "all", "say": "请稍等。", "until": "", "why": "核对数字"} | changed
    page = zhao.post("/silences/begin", 422, **fields)
    assert says in page and holding(town) == []
    if fields["why"].strip():
        assert fields["why"] in page


def test_who_is_no_approver_sees_what_is_silent_and_whom_to_ask(town, zhao):
    zhao.post("/silences/begin", target="channel:wechat", say="请拨热线。", until="", why="微信里乱码")
    li = town.browser("李编")
    page = li.get("/silences")
    assert "微信" in page and "等人恢复" in page and "请马上找审核" in page and "/silences/begin" not in page
    li.post("/silences/begin", 403, target="all", say="x", until="", why="x")


def test_until_the_end_of_the_day_is_its_midnight_here():
    at = datetime(2022, 11, 7, 23, 59, tzinfo=clock.SHANGHAI)
    assert until_of("day", "", at) == datetime(2022, 11, 8, tzinfo=clock.SHANGHAI)
    assert until_of("", "", at) is None


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")
def test_from_a_wrong_answer_three_presses_lead_to_silence(town, zhao, address, chromium: Browser):
    page = signed_in(chromium, address, "赵审")
    page.goto(f"{address}/answers/dine_in")
    presses = 0
    for press in ("text=停下这一问的答复", "button:has-text('立即停下')"):
        if presses:
            page.fill("#why", "写错了")
        page.click(press)
        presses += 1
    page.wait_for_selector("text=等人恢复")
    assert presses <= 3 and [one.target for one in holding(town)] == ["topic:dine_in"]
    assert re.search("正在核实", holding(town)[0].sentence)
