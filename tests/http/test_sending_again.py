"""The page sends a message again by itself, the same one, while that makes sense; then it says so and offers a
button."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

CHROMIUM = "/usr/bin/chromium"
MESSAGES, SESSIONS = "**/webhooks/web/messages", "**/webhooks/web/sessions"
QUESTION = "八区核酸几点开始几点结束"
TRIES = 6
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture()
def page(browser, sample_city):
    """The chat page, whose clock runs as the test lets it."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(sample_city.url)
    yield page
    context.close()


def refuse(status: int, code: str, **headers: str) -> Callable[[Route], None]:
    """An answer as the process, or the proxy before it, gives it."""
    proxy = {"body": "<html>Bad Gateway</html>", "content_type": "text/html"}
    ours = {"body": json.dumps({"error": code, "message": "..."}), "content_type": "application/json"}
    return lambda route: route.fulfill(status=status, headers=headers, **(ours if code else proxy))


def hang(route: Route) -> None:
    """No answer at all."""


def at_first(page: Page, where: str, *answers: Callable[[Route], None]) -> list[str]:
    """Let the first requests meet ``answers``, and those behind them the server; returns the bodies of all."""
    sent: list[str] = []

    def meet(route: Route) -> None:
        sent.append(route.request.post_data or "")
        answers[len(sent) - 1](route) if len(sent) <= len(answers) else route.continue_()
    page.route(where, meet)
    return sent


def ask(page: Page) -> None:
    page.fill("#text", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#talk li.waiting")


def wait_until(page: Page, seen: str, minutes: float) -> None:
    """Let the page's time pass until something is seen."""
    for _ in range(int(minutes * 60)):
        if page.query_selector(seen):
            return
        page.clock.run_for(1000)
        page.wait_for_timeout(15)
    raise AssertionError(f"{seen} is not seen within {minutes} minutes")


ANSWERED, GIVEN_UP = "#talk li.bot:last-child:not(.waiting):not(.trouble) .source", "#talk li.trouble"


@pytest.mark.parametrize("answer", [
    refuse(503, "busy", **{"Retry-After": "3"}), refuse(503, "not_stored", **{"Retry-After": "3"}),
    refuse(429, "too_many", **{"Retry-After": "40"}),
    refuse(502, ""), refuse(504, ""), refuse(408, "too_slow"), lambda route: route.abort(), hang,
], ids=["busy", "not_stored", "too_many", "502", "504", "too_slow", "no_connection", "mute"])
def test_a_refusal_that_passes_is_not_seen(page, answer):
    sent = at_first(page, MESSAGES, answer, answer)
    ask(page)
    wait_until(page, ANSWERED, minutes=3)
    assert len(sent) == 3 and len(set(sent)) == 1 and json.loads(sent[0])["text"] == QUESTION
    assert not page.query_selector(GIVEN_UP)


def test_it_waits_as_long_as_it_was_told(page):
    sent = at_first(page, MESSAGES, refuse(429, "too_many", **{"Retry-After": "20"}))
    ask(page)
    page.clock.run_for(13_000)
    page.wait_for_timeout(100)
    assert len(sent) == 1
    wait_until(page, ANSWERED, minutes=1)
    assert len(sent) == 2


def test_a_store_that_is_locked_for_a_while(page, sample_city):
    store = sqlite3.connect(Path(sample_city.environment["JUMIN_VAR"]) / "jumin.db", isolation_level=None)
    store.execute("BEGIN EXCLUSIVE")
    statuses: list[int] = []
    page.on("response", lambda response: statuses.append(response.status) if "messages" in response.url else None)
    ask(page)
    page.wait_for_event("response", lambda response: response.status == 503, timeout=20_000)
    store.close()
    wait_until(page, ANSWERED, minutes=1)
    assert statuses[0] == 503 and statuses[-1] == 200


@pytest.mark.parametrize(("answer", "words"), [
    (refuse(503, "busy", **{"Retry-After": "3"}), "问的人太多"), (refuse(429, "too_many", **{"Retry-After": "2"}), "发得太多"),
    (lambda route: route.abort(), "没有连上"),
], ids=["busy", "too_many", "no_connection"])
def test_it_gives_up_with_a_sentence_and_a_button(page, answer, words):
    sent = at_first(page, MESSAGES, *[answer] * TRIES)
    ask(page)
    wait_until(page, GIVEN_UP, minutes=8)
    assert words in page.inner_text(GIVEN_UP) and len(sent) == TRIES
    page.click(f"{GIVEN_UP} button")
    wait_until(page, ANSWERED, minutes=1)
    assert len(set(sent)) == 1


def test_what_cannot_succeed_is_not_sent_again(page):
    sent = at_first(page, MESSAGES, refuse(400, "malformed"))
    ask(page)
    wait_until(page, GIVEN_UP, minutes=1)
    assert len(sent) == 1


def test_sessions_that_cannot_be_opened_are_not_asked_for_without_end(page):
    sent = at_first(page, SESSIONS, *[refuse(503, "trouble", **{"Retry-After": "3"})] * TRIES)
    ask(page)
    wait_until(page, GIVEN_UP, minutes=3)
    assert len(sent) == TRIES


def test_a_session_that_ended_is_opened_anew_once(page):
    former = {"status": 201, "body": json.dumps({"session": "of a former secret"}), "content_type": "application/json"}
    opened = at_first(page, SESSIONS, lambda route: route.fulfill(**former))
    ask(page)
    wait_until(page, ANSWERED, minutes=1)
    assert len(opened) == 2
