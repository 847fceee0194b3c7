"""Takes the pictures of the button on a city's page and of /about: python scripts/take_site_pictures.py URL. Needs
Chromium."""
from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
COLOURS = 64


def main(url: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 960, "height": 720})
        page.goto(f"{url}/about/host")
        page.get_by_role("button", name="居民问答").click()
        frame = page.frame_locator("jumin-chat iframe")
        frame.locator("#text").fill("我在金水区文化路，理发店能开门吗")
        with page.expect_response("**/webhooks/web/messages"):
            frame.locator("#text").press("Enter")
        page.wait_for_timeout(500)
        save(page, "site.png")
        page.goto(f"{url}/about")
        page.frame_locator("#preview").get_by_role("button", name="居民问答").wait_for()
        save(page, "about.png")
        browser.close()


def save(page: Page, name: str) -> None:
    """A picture of few colours is a quarter of the size."""
    file = PICTURES / name
    page.screenshot(path=str(file))
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
