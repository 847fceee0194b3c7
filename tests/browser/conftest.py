"""A browser for the tests of a file, and the chat page as a resident on a phone or at a desk opens it."""
from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from chat_pages import CHROMIUM, ChatPage
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium here")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture()
def chat(browser, sample_city) -> Iterator[Callable[..., ChatPage]]:
    """Opens the chat page in a context of these keywords. No page may report an error or break its policy."""
    pages: list[ChatPage] = []

    def opened(query: str = "", **context) -> ChatPage:
        pages.append(ChatPage(browser.new_context(**context), sample_city.url + query))
        return pages[-1]
    yield opened
    for page in pages:
        page.context.close()
    assert not [fault for page in pages for fault in page.faults]
