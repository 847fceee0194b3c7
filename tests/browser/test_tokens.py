"""What becomes a link in the text of an answer: telephone numbers as notices and answers write them, and no count."""
from __future__ import annotations

import pytest

FOUND = """async ([address, text]) => (await import(address)).phonesIn(text)"""
PHONES = [
    ("请拨打12345。", ["12345"]),
    ("Call 12345. The only sentence", ["12345"]),
    ("also call 120.", ["120"]),
    ("28813300: call this number", ["28813300"]),
    ("东门街道电话：82173005、82172865。", ["82173005", "82172865"]),
    ("心理和法律专线是4000343580", ["4000343580"]),
    ("0755-86251662、13760299326", ["0755-86251662", "13760299326"]),
    ("打120、119", ["120", "119"]),
]
NONE = ["第12345号", "1898个采样点", "20221107", "12:30", "12.5", "110米", "19632人", "3.110", "2022-110", "120:30"]


@pytest.fixture(scope="module")
def phones(browser, sample_city):
    """phones("请拨打12345。") -> the numbers in a text that are links."""
    page = browser.new_page()
    page.goto(f"{sample_city.url}/chat/")
    address = f"{sample_city.url}/static/chat/tokens.js"
    yield lambda text: page.evaluate(FOUND, [address, text])
    page.close()


@pytest.mark.parametrize(("text", "found"), PHONES, ids=[text for text, _ in PHONES])
def test_each_number_that_can_be_called_is_a_link(phones, text, found):
    assert phones(text) == found


@pytest.mark.parametrize("text", NONE)
def test_a_count_a_day_and_a_time_are_none(phones, text):
    assert phones(text) == []
