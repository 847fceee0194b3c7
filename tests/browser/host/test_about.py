"""The page for operators: the tag as the form says, shown on a blank page, and what is served now."""
from __future__ import annotations

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


@pytest.fixture()
def about(browser, sample_city):
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{sample_city.url}/about")
    yield page
    page.close()
    assert not faults


def test_the_tag_follows_the_form_and_the_preview_the_tag(about, sample_city):
    about.fill("[name=title]", '问“一问” <b>&"')
    about.fill("[name=questions]", "药店开吗|几点核酸")
    about.select_option("[name=position]", "left")
    tag = (
        f'<script src="{sample_city.url}/loader.js" defer data-title="问“一问” &lt;b>&amp;&quot;" '
        'data-questions="药店开吗|几点核酸" data-position="left"></script>'
    )
    expect(about.locator("#code")).to_have_text(tag)
    button = about.frame_locator("#preview").get_by_role("button", name='问“一问” <b>&"')
    button.press("Enter")
    expect(about.frame_locator("#preview").frame_locator("jumin-chat iframe").locator("#text")).to_be_visible()


def test_words_in_a_link_do_not_seem_to_be_ours(browser, sample_city):
    page = browser.new_page()
    page.goto(f"{sample_city.url}/about/host?title=打我电话")
    page.wait_for_selector("jumin-chat button.open")
    assert "打我电话" not in page.content() and not page.get_by_role("button", name="打我电话").count()
    page.goto(f"{sample_city.url}/chat/?title=打我电话&greeting=打我电话&questions=打我电话")
    page.wait_for_load_state()
    assert "打我电话" not in page.inner_text("body")
    page.close()


def test_it_tells_what_is_served(about, sample_city):
    ready = requests.get(f"{sample_city.url}/ready", timeout=10).json()
    told = about.inner_text("main")
    assert ready["release"] in told and ready["model"] in told
    assert "2022年11月7日09:00（演示，时钟停着）" in told and "其中演示数据" in told
    assert sample_city.environment["JUMIN_FRAME_ANCESTORS"] in told and f"{sample_city.url}/chat/?mode=kiosk" in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(about, scheme):
    about.emulate_media(color_scheme=scheme)
    about.set_viewport_size({"width": 320, "height": 640})
    found = Axe().run(about, options={"iframes": False}).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert about.evaluate("document.documentElement.scrollWidth") <= 320
