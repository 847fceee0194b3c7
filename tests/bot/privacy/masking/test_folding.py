"""One spelling, and the way back to what was typed."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.masking.folding import Span, fold


@pytest.mark.parametrize(("typed", "text", "digits"), [
    ("１３８", "138", "138"), ("一三八", "一三八", "138"), ("幺叁捌", "幺叁捌", "138"), ("1️⃣3️⃣8️⃣", "138", "138"),
    ("①③⑧", "138", "138"), ("⑫", "12", "12"),
    ("1\u200b3\u20608", "138", "138"), ("電話ＶＸ", "电话vx", "电话vx"), ("٣٤", "34", "34"), ("幺三八洞洞两拐", "幺三八洞洞两拐", "1380027"),
    ("l38OO138OOO", "l38oo138ooo", "13800138000"), ("两个人", "两个人", "两个人"), ("oil", "oil", "oil"),
])
def test_one_spelling(typed, text, digits):
    folded = fold(typed)
    assert (folded.text, folded.digits) == (text, digits)


def test_一_before_a_word_is_no_digit():
    assert fold("13800138000一直打不通").digits.startswith("13800138000") and "1直" not in fold("13800138000一直打不通").digits


def test_a_span_is_led_back_to_what_was_typed():
    typed = "电\u200b话１\ufe0f３"
    folded = fold(typed)
    start, end = folded.original(Span(2, 4, "[电话]"), len(typed))
    assert typed[start:end] == "１\ufe0f３"


@given(st.text())
def test_all_views_are_equally_long(text):
    folded = fold(text)
    assert len(folded.cased) == len(folded.text) == len(folded.digits) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
