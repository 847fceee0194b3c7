"""The chat page as tests use it."""
from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MESSAGES = "**/webhooks/web/messages"
# Thirty questions, each with an answer of its own: words, verdicts, sites, dangers, gaps, questions back.
QUESTIONS = (
    "四定是哪四定", "我在金水区文化路，理发店能开门吗", "半夜一点在二七区哪儿能做核酸", "家里着火了", "我不想活了", "理发店能开吗",
    "转人工", "没有智能手机的老人采样出示什么", "能出门吗", "你能回答什么", "阿巴阿巴", "志愿者怎么报名", "孩子发烧40度抽了",
    "有人入室抢劫", "孩子走丢了", "低风险区的KTV能开吗", "低风险区的药店能开吗", "高风险区的超市能开吗", "饭店能堂食吗",
    "快递员在哪里做核酸", "哪里做核酸", "富士康15条", "养老院能探视吗", "谢谢", "你好", "拒绝做核酸会怎么样", "两家机构",
    "小区里查出两例在同一个单元怎么封", "孕妇要生了去哪个医院", "学校什么时候开学",
)
# A question that is sent stands in the talk after so many milliseconds, on a busy machine, too.
SENT_WITHIN = 400
# What a browser says of the requests that a test lets fail.
EXPECTED = ("net::ERR_", "Failed to load resource")
# A phone's keyboard: it covers the page from below without making it smaller. Chromium has none on a desk.
KEYBOARD = """
  const seen = Object.assign(new EventTarget(), { width: 360, height: 740, scale: 1, offsetTop: 0, offsetLeft: 0 });
  Object.defineProperty(window, "visualViewport", { value: seen });
  globalThis.keyboard = (height) => { seen.height = 740 - height; seen.dispatchEvent(new Event("resize")); };
"""
# Where the first line of the last reply stands, and the part of the page that nothing covers.
PLACES = """() => {
  const asked = [...document.querySelectorAll("#talk > li.me")].at(-1), item = asked.nextElementSibling;
  const range = document.createRange(), walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT, (text) =>
    text.data.trim() && !text.parentElement.closest(".who") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  range.selectNode(walker.nextNode());
  const line = range.getClientRects()[0], header = document.querySelector("header");
  const covered = getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().bottom : 0;
  const end = document.getElementById("page").getBoundingClientRect().bottom;
  return [line.top, line.bottom, covered, Math.min(end, visualViewport.height)];
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

    def has_sent(self, questions: int) -> bool:
        """Whether so many questions are sent: as soon as they are there, and none after as long as one would take."""
        if questions:
            self.page.wait_for_selector(f"#talk > li.me >> nth={questions - 1}")
        else:
            self.page.wait_for_timeout(SENT_WITHIN)
        return len(self.questions()) == questions

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
