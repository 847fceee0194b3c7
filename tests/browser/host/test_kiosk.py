"""A kiosk forgets who spoke there after three minutes without use, and asks before."""
from __future__ import annotations

import pytest

QUESTION = "四定是哪四定"


@pytest.fixture()
def kiosk(browser, sample_city):
    page = browser.new_page()
    page.clock.install()
    page.goto(f"{sample_city.url}/chat/?mode=kiosk")
    page.wait_for_selector(".ready")
    yield page
    page.close()


def ask(page) -> None:
    page.wait_for_selector(".ready")
    page.fill("#text", QUESTION)
    with page.expect_response("**/webhooks/web/messages"):
        page.keyboard.press("Enter")


def test_after_three_minutes_nothing_is_left(kiosk):
    ask(kiosk)
    kiosk.fill("#text", "我住在")
    assert kiosk.evaluate("localStorage.length") == 0
    kiosk.clock.run_for(161_000)
    assert "20秒" in kiosk.inner_text("[role=alert].kiosk-asks")
    with kiosk.expect_navigation():
        kiosk.clock.run_for(20_000)
    assert QUESTION not in kiosk.inner_text("body") and kiosk.input_value("#text") == ""
    with kiosk.expect_request("**/webhooks/web/sessions"):
        ask(kiosk)


def test_who_touches_anything_stays(kiosk):
    ask(kiosk)
    kiosk.clock.run_for(170_000)
    kiosk.mouse.click(5, 5)
    assert kiosk.inner_text(".kiosk-asks") == ""
    kiosk.clock.run_for(159_000)
    assert QUESTION in kiosk.inner_text("#talk") and kiosk.inner_text(".kiosk-asks") == ""


def test_a_language_that_is_chosen_there_is_forgotten_too(kiosk):
    kiosk.click("#menu summary")
    with kiosk.expect_navigation():
        kiosk.click("#choices :text('English')")
    kiosk.wait_for_selector(".ready")
    assert kiosk.get_attribute("html", "lang") == "en"
    kiosk.mouse.click(5, 5)
    kiosk.clock.run_for(161_000)
    assert kiosk.inner_text(".kiosk-asks").startswith("Still there?")
    with kiosk.expect_navigation():
        kiosk.clock.run_for(20_000)
    kiosk.wait_for_selector(".ready")
    assert kiosk.get_attribute("html", "lang") == "zh-Hans" and kiosk.url.endswith("?mode=kiosk")


def test_nothing_on_it_leads_to_a_telephone_or_to_another_page(kiosk):
    for question in ("家里着火了", "半夜一点在二七区哪儿能做核酸", QUESTION):
        kiosk.fill("#text", question)
        with kiosk.expect_response("**/webhooks/web/messages"):
            kiosk.keyboard.press("Enter")
        kiosk.wait_for_selector("li.waiting", state="detached")
    assert "119" in kiosk.inner_text("#talk") and kiosk.query_selector("#talk .site")
    leading = kiosk.eval_on_selector_all("a[href]", "found => found.map((link) => link.getAttribute('href'))")
    assert leading and all(address.startswith("#r-") for address in leading)


def test_one_that_nobody_uses_asks_the_server_for_nothing(kiosk):
    asked: list[str] = []
    kiosk.on("request", lambda request: asked.append(request.url))
    kiosk.clock.run_for(600_000)
    # The icon is the browser's own wish.
    assert not [url for url in asked if "icon" not in url]
