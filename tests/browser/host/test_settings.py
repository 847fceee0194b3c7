"""What a tag says of the chat reaches it, and what cannot be read is made readable."""
from __future__ import annotations

import pytest

ASK = """async ([address, hex, dark]) => {
  const { contrast, coloursOf } = await import(address);
  const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const told = coloursOf(hex, dark);
  if (!told.accent) return null;
  const paper = dark ? [29, 37, 34] : [255, 255, 255];
  return [told.accent, contrast(rgb(told.accent), paper), contrast(rgb(told.accent), rgb(told["on-accent"]))];
}"""
COLOURS = ("#000000", "#ffffff", "#ffff00", "#0000ff", "#b5181e", "#0b6e4f", "#7f7f7f", "#00FF88")


@pytest.fixture(scope="module")
def colours(browser, sample_city):
    """colours("#b5181e", dark=False) -> the accent, and its contrasts to the page and to what stands on it."""
    page = browser.new_page()
    page.goto(f"{sample_city.url}/chat/")
    address = f"{sample_city.url}/static/chat/colours.js"
    return lambda hex, dark: page.evaluate(ASK, [address, hex, dark])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_any_colour_of_a_site_can_be_read(colours, dark):
    for colour in COLOURS:
        _, on_page, on_it = colours(colour, dark)
        assert on_page >= 4.5 and on_it >= 4.5, colour


def test_a_colour_that_can_be_read_stays_and_what_is_none_is_none(colours):
    assert colours("#b5181e", False)[0] == "#b5181e"
    assert [colours(text, False) for text in ("", "red", "#fff", "#12345g", "url(x)")] == [None] * 5


def test_the_words_of_a_tag_reach_the_chat(visit, site):
    host = visit("without")
    host.page.evaluate(
        """([address, told]) => {
          const tag = document.createElement("script");
          Object.assign(tag.dataset, told);
          tag.src = address;
          document.body.append(tag);
        }""",
        [f"{site.chat}/loader.js", {"title": "问一问", "greeting": "你好呀", "questions": "甲|乙", "lang": "en"}],
    )
    host.open_by_keyboard()
    settings = host.page.frames[-1].evaluate(
        "async address => (await import(address)).settings", f"{site.chat}/static/chat/settings.js"
    )
    assert (settings["title"], settings["greeting"], settings["firstQuestions"]) == ("问一问", "你好呀", ["甲", "乙"])
    assert settings["lang"] == "en" and settings["root"] == f"{site.chat}/" and settings["mode"] == "chat"
    assert host.page.get_by_role("button", name="Close").is_visible()
