"""The chat page as tests use it."""
from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MESSAGES = "**/webhooks/web/messages"
# What a browser says of the requests that a test lets fail.
EXPECTED = ("net::ERR_", "Failed to load resource")
# Where the first line of the last reply stands, and the part of the page that nothing covers.
PLACES = """() => {
  const asked = [...document.querySelectorAll("#talk > li.me")].at(-1), item = asked.nextElementSibling;
  const range = document.createRange(), walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT, (text) =>
    text.data.trim() && !text.parentElement.closest(".who") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  range.selectNode(walker.nextNode());
  const line = range.getClientRects()[0], header = document.querySelector("header");
  const covered = getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().bottom : 0;
  return [line.top, line.bottom, covered, document.getElementById("page").getBoundingClientRect().bottom];
}"""


class ChatPage:
    """A page with what it reported; ``ask`` types a question and waits for its reply."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.faults = context, []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.goto(url)
        self.page.wait_for_selector(".ready")

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not any(words in text for words in EXPECTED):
            self.faults.append(text)

    def write(self, text: str) -> None:
        self.page.fill("#text", text)
        self.page.keyboard.press("Enter")

    def settled(self, questions: int = 1) -> None:
        """So many questions were asked, and nothing waits for its reply any more."""
        self.page.wait_for_selector(f"#talk > li.me >> nth={questions - 1}")
        self.page.wait_for_selector("li.waiting", state="detached")

    def ask(self, text: str) -> None:
        asked = len(self.questions())
        self.write(text)
        self.settled(asked + 1)

    def questions(self) -> list[str]:
        return self.page.eval_on_selector_all("#talk > li.me > p:last-child", "found => found.map(p => p.textContent)")

    def first_line_in_view(self) -> bool:
        top, bottom, covered, end = self.page.evaluate(PLACES)
        return covered <= top and bottom <= end

    def answer_with(self, *messages: dict, **receipt) -> None:
        """Let every further question be answered by ``messages``."""
        whole = {"topic": "greet", "verdict": None, "notices": [], "as_of": "2022-11-07T09:00:00+08:00", "release": "r",
                 "model": "m", **receipt}
        said = [{"text": "", "buttons": [], "card": None, "source": None, **message} for message in messages]

        def reply(route: Route) -> None:
            asked = json.loads(route.request.post_data or "{}")
            route.fulfill(json={"id": asked["id"], "messages": said, "receipt": whole})
        self.page.route(MESSAGES, reply)
