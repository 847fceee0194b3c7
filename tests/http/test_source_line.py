"""On the page the source is one line, behind which the whole stands."""
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")


@pytest.fixture()
def page(sample_city):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(sample_city.url)
        yield page
        browser.close()


def test_the_line_unfolds_to_titles_and_clauses(page):
    page.fill("#text", "没有智能手机的老人采样出示什么")
    page.keyboard.press("Enter")
    source = page.wait_for_selector("#talk li.bot:last-child details.source")
    line = page.inner_text("#talk details.source summary")
    assert line.startswith("依据：") and "第四(三)条" in line and "\n" not in line
    assert not page.is_visible("#talk details.source dt")
    assert "依据：" not in page.inner_text("#talk li.bot:last-child > p")
    page.click("#talk details.source summary")
    assert "关于开展金水区等八城区" in page.inner_text("#talk details.source dt")
    assert "出示登记码" in page.inner_text("#talk details.source dd") and source.get_attribute("open") is not None
