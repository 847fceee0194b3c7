"""A draft signed, approved and published with the keys alone."""
from __future__ import annotations

from pathlib import Path

import pytest
from console_desk import CHROMIUM, PASSWORD, Town, town_in
from content_folder import small_folder
from playwright.sync_api import Page

from knowledge import clock
from knowledge.desk import Desk, reading
from knowledge.desk.drafts import Edit
from knowledge.desk.texts import sha

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")
VENUES = "rulebook/venues.yml"
ROW = "zones: [low_risk], venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled"
MOST_TABS = 120
FOCUSED = "() => [document.activeElement.tagName, document.activeElement.textContent, document.activeElement.type]"


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    return town_in(tmp_path_factory.mktemp("keys"), small_folder(tmp_path_factory.mktemp("city")))


def tab_to(page: Page, words: str) -> None:
    """The key until what says so has the focus; every box on the way is ticked with the space bar."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        tag, text, kind = page.evaluate(FOCUSED)
        if kind == "checkbox":
            page.keyboard.press("Space")
        elif tag in ("A", "BUTTON") and text.strip() == words:
            return
    raise AssertionError(f"{words} is never in focus")


def test_what_is_to_be_signed_is_reached_ticked_and_published_by_the_keys(town, chromium, address):
    li = town.browser("李编")
    li.get("/")
    now = clock.machine_utc()
    text = reading.texts(town.engine, now)[1][VENUES]
    edit = Edit(VENUES, text.replace(ROW, "zones: [low_risk], venues: [restaurant], verdict: open"), sha(text))
    number = Desk(town.engine).begin([edit], "李编", "堂食", now).number
    li.get(f"/drafts/{number}")
    li.post(f"/drafts/{number}/submit")
    page = chromium.new_context().new_page()
    page.set_default_timeout(180_000)
    page.goto(address)
    page.focus("#name")
    page.keyboard.type("赵审")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=您好")
    for words, seen in ((f"{number} 号", "#gate"), ("签下所选，批准", ".state.approved"), ("发布", ".state.published")):
        tab_to(page, words)
        page.keyboard.press("Enter")
        page.wait_for_selector(seen)
    assert reading.current(town.engine, clock.machine_utc()).draft == number
