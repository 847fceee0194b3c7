"""Takes the pictures of the README from a running server: python scripts/take_pictures.py URL. Needs Chromium."""
from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
QUESTIONS = ("我在金水区文化路，理发店能开门吗", "俺娘80了不会用手机 咋做核酸", "半夜一点在二七区哪儿能做核酸")


def main(url: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = open_page(browser, url)
        for number, question in enumerate(QUESTIONS, 1):
            page.fill("#text", question)
            page.keyboard.press("Enter")
            page.wait_for_function(f"document.querySelectorAll('#talk li.me').length === {number}")
            page.wait_for_selector("#talk li.waiting", state="detached")
        page.screenshot(path=str(PICTURES / "chat.png"))
        browser.close()


def open_page(browser: Browser, url: str) -> Page:
    """The chat page of a new session."""
    page = browser.new_page(viewport={"width": 480, "height": 1180}, device_scale_factor=1)
    page.goto(url)
    return page


if __name__ == "__main__":
    main(sys.argv[1])
