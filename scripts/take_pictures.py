"""Takes the pictures of the READMEs from a running server: python scripts/take_pictures.py URL. Needs Chromium."""
from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
HERE = {"geolocation": {"latitude": 34.7539, "longitude": 113.6585}, "permissions": ["geolocation"]}


@dataclass(frozen=True)
class Shot:
    """One state of the page: what was asked, how far the page is scrolled from there, and the browser's context."""

    name: str
    questions: tuple[str, ...]
    query: str = ""
    context: dict = field(default_factory=lambda: PHONE)
    press: str = ""
    scroll: int = 0
    offline: bool = False


VERDICT = "我在金水区文化路，理发店能开门吗"
SHOTS = (
    Shot("chat", ("俺娘80了不会用手机 咋做核酸", VERDICT), context={"viewport": {"width": 900, "height": 700}}),
    Shot("chat-verdict", (VERDICT,)), Shot("chat-danger", ("家里着火了",)),
    Shot("chat-sites", ("哪里做核酸",), context={**PHONE, **HERE}, press="发送我的位置", scroll=430),
    Shot("chat-elder", ("我的店能开吗",), query="?elder=1"),
    Shot("chat-dark", ("半夜一点在二七区哪儿能做核酸",), context={**PHONE, "color_scheme": "dark"}),
    Shot("chat-offline", (VERDICT,), offline=True), Shot("chat-asked-back", ("店能开门吗",)),
    Shot("chat-english", (VERDICT,), query="?lang=en"), Shot("chat-traditional", (VERDICT,), query="?lang=zh-Hant"),
    Shot("chat-forced", (VERDICT,), context={**PHONE, "forced_colors": "active"}),
)


def main(url: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, url, shot)
        browser.close()


def take(browser: Browser, url: str, shot: Shot) -> None:
    """One picture, from a new session."""
    context = browser.new_context(**shot.context)
    page = context.new_page()
    page.goto(url + shot.query)
    for number, question in enumerate(shot.questions, 1):
        page.fill("#text", question)
        page.click("form [type=submit]")
        answered(page, number)
    if shot.press:
        page.click(f"#talk button:has-text('{shot.press}')")
        answered(page, len(shot.questions) + 1)
    if shot.offline:
        context.set_offline(True)
        page.fill("#text", "那药店呢")
        page.click("form [type=submit]")
        page.wait_for_selector("li.waiting")
    page.wait_for_timeout(300)
    page.evaluate(f"document.getElementById('page').scrollTop += {shot.scroll}")
    page.screenshot(path=str(PICTURES / f"{shot.name}.png"))
    context.close()


def answered(page: Page, questions: int) -> None:
    """So many questions have their replies."""
    page.wait_for_selector(f"#talk > li.me >> nth={questions - 1}")
    page.wait_for_selector("li.waiting", state="detached")


if __name__ == "__main__":
    main(sys.argv[1])
