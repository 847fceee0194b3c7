"""One tag on pages of other sites: the button stands, the chat opens, the host's policy has nothing to report."""
from __future__ import annotations

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from host_sites import BUTTON, PANEL, POLICIES
from playwright.sync_api import expect

QUESTION = "四定是哪四定"
REFUSES_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
EMPTIES = "document.body.replaceChildren(document.createElement('main')); history.pushState({}, '', '/next')"


def turns_of(served, token: str) -> list[dict]:
    told = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{served.url}/webhooks/web/messages", headers=told, timeout=10).json()["turns"]


@pytest.mark.parametrize("name", POLICIES)
def test_it_opens_by_keyboard_under_every_policy_and_asks_for_nothing_before(visit, site, name):
    host = visit(name)
    host.page.wait_for_selector(BUTTON)
    assert host.requests == [f"{site.chat}/loader.js"]
    host.open_by_keyboard()
    assert host.has_focus() == "iframe"
    assert host.page.get_by_role("dialog", name="防疫问答").is_visible()
    for question in (QUESTION, "我在金水区文化路，理发店能开门吗", "家里着火了"):
        host.ask(question)
    assert violations(host.page, {"iframes": False}) == [] == violations(host.page.frames[-1])
    host.chat.locator("#text").press("Escape")
    expect(host.page.locator(PANEL)).to_be_hidden()
    assert host.has_focus() == "open"


def test_a_host_page_with_the_chat_open_asks_for_nothing_in_ten_minutes(visit):
    host = visit("nothing_else")
    host.page.clock.install()
    host.page.reload()
    host.open_by_keyboard()
    host.ask(QUESTION)
    host.chat.locator("details.source").wait_for()
    host.requests.clear()
    host.page.clock.run_for(600_000)
    assert host.requests == []


def test_escape_closes_what_is_open_in_the_chat_before_the_chat(visit):
    host = visit("none")
    host.open_by_keyboard()
    menu = host.chat.locator("#menu summary")
    menu.click()
    host.chat.get_by_role("button", name="重新开始").click()
    for shut in ("dialog[open]", "#menu[open]"):
        expect(host.chat.locator(shut)).to_be_visible()
        host.page.keyboard.press("Escape")
        expect(host.chat.locator(shut)).to_have_count(0)
        expect(host.page.locator(PANEL)).to_be_visible()
    menu.press("Escape")
    expect(host.page.locator(PANEL)).to_be_hidden()


def test_a_talk_goes_on_after_the_host_page_is_loaded_anew(visit, sample_city):
    host = visit("nothing_else")
    host.open_by_keyboard()
    host.ask(QUESTION)
    token = host.page.evaluate(f"localStorage.getItem('jumin.session {sample_city.url}/')")
    host.page.reload()
    host.open_by_keyboard()
    host.ask("谢谢你")
    assert host.page.evaluate("Object.values(localStorage)") == [token]
    assert len(turns_of(sample_city, token)) == 2


def test_a_host_whose_storage_is_refused_keeps_the_token_as_long_as_its_page(visit, sample_city):
    host = visit("none", REFUSES_STORAGE)
    host.open_by_keyboard()
    host.ask(QUESTION)
    host.page.evaluate("document.querySelector('jumin-chat').remove()")
    host.page.wait_for_selector(BUTTON, state="attached")
    opened = [url for url in host.requests if url.endswith("/sessions")]
    host.ask("谢谢你")
    assert [url for url in host.requests if url.endswith("/sessions")] == opened and len(opened) == 1


def test_two_tags_are_one_button(visit):
    host = visit("twice")
    host.open_by_keyboard()
    assert host.page.locator("jumin-chat").count() == 1


def test_a_tag_that_comes_late(visit, site):
    host = visit("without")
    host.page.add_script_tag(url=f"{site.chat}/loader.js")
    host.open_by_keyboard()


def test_a_site_that_makes_its_pages_by_script(visit):
    host = visit("none")
    host.page.wait_for_selector(BUTTON)
    host.page.evaluate(EMPTIES)
    host.page.wait_for_selector(BUTTON)
    host.page.evaluate("document.body = document.createElement('body')")
    host.page.wait_for_selector(BUTTON)
    host.open_by_keyboard()


def test_styles_of_the_host_do_not_reach_it(visit):
    host = visit("hostile")
    box = host.page.locator(BUTTON).bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44 and box["x"] > 500
    assert host.page.locator(BUTTON).evaluate("at => getComputedStyle(at).fontSize") == "17px"


@pytest.mark.parametrize("size", [(320, 256), (360, 740), (1280, 1024)], ids=["zoomed", "phone", "desk"])
def test_it_stays_within_the_window(visit, size):
    host = visit("none", viewport={"width": size[0], "height": size[1]})
    host.open_by_keyboard()
    box = host.page.locator(PANEL).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]
    close = host.page.get_by_role("button", name="关闭").bounding_box()
    assert close["height"] >= 44 and close["width"] >= 44


def test_only_the_chat_in_its_frame_is_believed(visit, sample_city):
    host = visit("none")
    host.open_by_keyboard()
    host.ask(QUESTION)
    kept = host.page.evaluate("Object.entries(localStorage)")
    for told in ({"jumin": "keep", "token": "forged"}, {"jumin": "close"}, {"jumin": "ready"}, None, "keep"):
        host.page.evaluate("told => postMessage(told, '*')", told)
        host.page.frames[-1].evaluate("told => postMessage(told, '*')", {"jumin": "token", "token": "forged"})
    host.page.wait_for_timeout(100)
    assert host.page.evaluate("Object.entries(localStorage)") == kept and host.page.locator(PANEL).is_visible()
    host.ask("谢谢你")
    assert len(turns_of(sample_city, kept[0][1])) == 2


def test_no_other_site_may_show_it(browser, site, sample_city):
    page = browser.new_page()
    page.goto(site.url.replace("localhost", "127.0.0.1") + "/none")
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.click(BUTTON)
    page.close()


def test_nothing_of_it_is_out_of_reach(visit):
    host = visit("none")
    host.page.wait_for_selector(BUTTON)
    assert violations(host.page) == []
    host.open_by_keyboard()
    # Backwards through all of the chat that stands before its box.
    for _ in range(40):
        if host.has_focus() != "iframe":
            break
        host.page.keyboard.press("Shift+Tab")
    assert host.gets_focus("close") and violations(host.page, {"iframes": False}) == []


def violations(page, options: dict | None = None) -> list[str]:
    found = Axe().run(page, options=options or {}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
