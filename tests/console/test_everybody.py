"""Pages of the content team for everybody: without script, narrow and wide, and as axe reads them; and the way of one
change by somebody who has nothing but the pages."""
from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from console_desk import CHROMIUM, PASSWORD
from playwright.sync_api import Browser, Page

from knowledge import clock
from knowledge.desk import reading

# With a folder in it the pages leave their pictures there.
PICTURES = os.environ.get("JUMIN_TEST_PICTURES", "")
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")
PAGES = (
    "/", "/silences", "/statistics", "/history", "/history/document?path=answers/topics/dine_in.yml", "/answers",
    "/answers/dine_in", "/answers/dine_in/next", "/answers/dine_in/questions", "/drafts/1", "/corrections/2",
)


def signed_in(chromium: Browser, address: str, name: str, **context) -> Page:
    page = chromium.new_context(**context).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/login")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=您好")
    return page


def test_who_has_nothing_but_the_pages_changes_an_answer_has_it_approved_publishes_and_takes_it_back(
    town, chromium, address
):
    """Without script; each step is a link or a button that the page names."""
    without = {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}
    li = signed_in(chromium, address, "李编", **without)
    before = reading.current(town.engine, clock.machine_utc())
    li.click("nav >> text=答复")
    li.click("main >> text=进医院要带什么")
    li.click("text=修改这一问的答复")
    li.fill("#text-1", "一定先预约再去。")
    li.fill("#note", "说清楚要先预约")
    li.click("text=保存到草稿")
    li.wait_for_selector("h1:has-text('号草稿')")
    li.click("summary:has-text('全部改动')")
    assert li.query_selector("ins") and "答复有变" in li.inner_text("main")
    li.click("button:has-text('提交审核')")
    li.wait_for_selector(".state.submitted")
    assert "等别人批准" in li.inner_text("main")

    zhao = signed_in(chromium, address, "赵审", **without)
    zhao.click("section:has-text('等您处理') >> a:has-text('号')")
    for box in zhao.query_selector_all("form:has(button:has-text('批准')) [name=part]"):
        box.check()
    zhao.click("button:has-text('批准')")
    zhao.click("button:has-text('发布') >> nth=0")
    zhao.wait_for_selector(".state.published")
    assert reading.current(town.engine, clock.machine_utc()).seq == before.seq + 1
    assert "退回以前的内容" in zhao.inner_text("main")
    zhao.click("text=退回以前的内容")
    zhao.click("summary:has-text('退回') >> nth=0")
    zhao.fill("[name=why] >> nth=0", "还要再核对")
    zhao.click("button:has-text('退回到') >> nth=0")
    zhao.wait_for_selector("text=还要再核对")
    assert reading.current(town.engine, clock.machine_utc()).release == before.release


def test_no_page_has_a_fault_that_axe_finds_or_is_wider_than_its_window(town, chromium, address):
    """With all roles, so that every form is there."""
    page = signed_in(chromium, address, "总", bypass_csp=True)
    faults, wide = {}, []
    for path in PAGES:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{address}{path}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
            if PICTURES:
                name = re.sub(r"\W+", "-", path).strip("-") or "first"
                page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        if found := Axe().run(page).response["violations"]:
            faults[path] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    assert faults == {} and wide == []


def test_an_emergency_takes_three_presses_from_the_words_to_the_residents(town, chromium, address):
    sun = signed_in(chromium, address, "孙编审", java_script_enabled=False)
    sun.goto(f"{address}/answers/hospital_booking")
    sun.fill("#unstated-0", "当天还有没有号")
    sun.fill("#note", "夜里医院来电话")
    seq = reading.current(town.engine, clock.machine_utc()).seq
    sun.click("text=保存到草稿")
    sun.click("summary:has-text('紧急发布')")
    sun.fill("details:has(button:has-text('紧急发布')) [name=why]", "夜里医院来电话")
    sun.click("button:has-text('紧急发布')")
    sun.wait_for_selector("text=待事后审看")
    assert reading.current(town.engine, clock.machine_utc()).seq == seq + 1


def test_keys_alone_reach_every_link_and_control_of_a_form(town, chromium, address):
    page = signed_in(chromium, address, "赵审")
    page.goto(f"{address}/silences")
    controls = page.eval_on_selector_all(
        "a[href], button, input:not([type=hidden]), select, textarea, summary", "found => found.length"
    )
    page.evaluate("globalThis.reached = new Set(); addEventListener('focusin', (e) => reached.add(e.target))")
    for _ in range(controls * 2):
        page.keyboard.press("Tab")
    assert page.evaluate("reached.size") >= controls
