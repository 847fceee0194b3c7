"""A browser from the login to a published change, by the page alone: what is written is what residents get, and every
page on the way is sound for who cannot see it."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from console_desk import CHROMIUM, PASSWORD, signed_in
from playwright.sync_api import Page

from knowledge import clock
from knowledge.desk import reading

# With a folder in it the walk leaves its pictures there (docs/pictures).
PICTURES = os.environ.get("JUMIN_TEST_PICTURES", "")
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/console-{name}.png")


def test_a_notice_opens_a_kind_of_venue_from_the_login_to_the_publication(town, chromium, address):
    li = signed_in(chromium, address, "李编")
    li.click("nav >> text=通告")
    li.click("text=登记一份通告")
    for name, value in {
        "notice": "letter-1130", "issuer": "郑州市疫情防控指挥部", "title": "关于恢复堂食的通告", "short": "11月30日通告",
        "issued": "2022-11-30", "start": "2022-11-30T00:00", "name-0": "一", "about-0": "低风险区餐饮恢复堂食",
        "note": "11月30日通告恢复堂食",
    }.items():
        li.fill(f"[name={name}]", value)
    li.click("text=保存到草稿")
    li.wait_for_selector("h1:has-text('号草稿')")
    number = li.url.rpartition("/")[2]
    li.goto(f"{address}/rules/new?notice=letter-1130&draft={number}")
    li.select_option("#verdict", "open")
    li.fill("#capacity", "50")
    li.check("[name=zones][value=low_risk]")
    li.check("[name=venues][value=restaurant]")
    li.fill("#note", "低风险区可以堂食，限流50%")
    picture(li, "rule")
    li.click("text=保存到草稿")
    li.click("button:has-text('提交审核')")
    assert "检查没有通过" not in li.content()

    zhao = signed_in(chromium, address, "赵审")
    zhao.click(f"a:has-text('{number} 号')")
    shown = zhao.inner_text("main")
    assert "11月30日00:00起" in shown and "餐饮店" in shown and "限流50%" in shown and "饭店能堂食吗" in shown
    picture(zhao, "draft")
    for box in zhao.query_selector_all("form:has(button:has-text('批准')) [name=part]"):
        box.check()
    zhao.click("button:has-text('批准')")
    zhao.click("button:has-text('发布') >> nth=0")
    zhao.wait_for_selector(".state.published")
    assert reading.current(town.engine, clock.machine_utc()).draft == int(number)
    li.goto(f"{address}/rules?at=2022-11-30T00:00")
    row = li.inner_text("tr:has(th:has-text('餐饮店'))")
    assert "letter-1130#一" in row and "限流50%" in row
    picture(li, "table")
    li.goto(f"{address}/rules?at=2022-11-29T23:59")
    assert "letter-1130" not in li.inner_text("table")


PAGES = ("/", "/intake", "/intake/1", "/drafts", "/drafts/1", "/notices",
         "/notices/press-34", "/notices/new", "/answers", "/answers/dine_in",
         "/facts", "/facts/dine_in", "/rules", "/rules/cell?venue=restaurant&zone=low_risk", "/rules/new", "/inbox",
         "/history", "/accounts",
         "/audit", "/password")


def test_no_page_has_a_fault_that_axe_finds(town, chromium, address):
    """With all roles, so that every form is there; the page to sign in on first."""
    page = chromium.new_context(bypass_csp=True).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/login")
    found = {"/login": faults_of(page)}
    page.fill("#name", "总")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=您好")
    page.goto(f"{address}/intake")
    page.fill("#text", "关于恢复堂食的通告\n一、自12月2日6时起，低风险区餐饮场所恢复堂食，详询0371-65550000。\n2022年12月1日")
    page.click("text=开始录入")
    for path in PAGES:
        page.goto(f"{address}{path}")
        found[path] = faults_of(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


def faults_of(page: Page) -> list[str]:
    """What axe finds: its rule and the first element."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
