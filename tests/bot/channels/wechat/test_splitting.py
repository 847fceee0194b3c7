"""Long texts become few messages, and nothing of them is lost or broken."""
from __future__ import annotations

import re

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wechat.splitting import LIMIT, size, split

LINK = '<a href="https://uri.amap.com/marker?position=113.6,34.7&name=%E7%94%B2。">第1处。看，这里</a>'
BITS = (
    "甲", "。", "！", "，", "\n", "a", "😀", "👨‍👩‍👧‍👦", "🇨🇳", "é", "e\u0301",
    "\u202e反\u202c", "\u200f", "𠮷", "]]>", "&", LINK,
    "https://example.org/a?b=c。", "卡" * 50, "；", "」", " ", "x" * 400,
)
texts = st.lists(
    st.sampled_from(BITS) | st.text(st.characters(blacklist_categories=("Cs",)), max_size=5), max_size=60
).map("".join)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(max_examples=400)
@given(texts, st.integers(300, 2000))
def test_nothing_is_lost_and_every_message_fits(text, limit):
    parts = split(text, limit)
    assert bare("".join(parts)) == bare(text)
    assert all(part.strip() and size(part) <= limit for part in parts)


# Side by side none of these joins its neighbour.
WHOLE = ("甲", "。", "，", "a", "😀", "👨‍👩‍👧‍👦", "é", "e\u0301", "𠮷", "👍🏽", "❤️", LINK, "第1️⃣步")


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WHOLE), max_size=200))
def test_never_inside_a_character_or_a_link(written):
    parts = split("".join(written), 300)
    assert [seen for part in parts for seen in apart(part)] == apart("".join(written))
    assert sum(part.count(LINK) for part in parts) == written.count(LINK)


def apart(text: str) -> list[str]:
    return regex.findall(r"\X", text)


def test_at_sentence_ends():
    parts = split("这是第一句话，很短。" * 100)
    assert len(parts) == 2 and all(part.endswith("。") for part in parts)


def test_a_closing_bracket_stays_with_its_sentence():
    assert split("他说：「好。」" * 10, 60)[0].endswith("。」")


def test_as_few_as_fit():
    sentence = "字" * 32 + "。"
    assert len(split(sentence * 40)) == 2 and len(split(sentence * 20)) == 1 and size(sentence * 20) <= LIMIT


def test_a_sentence_that_is_too_long_is_cut_at_a_comma_then_between_characters():
    assert split("甲" * 60 + "，" + "乙" * 60 + "。", 200) == ["甲" * 60 + "，", "乙" * 60 + "。"]
    assert split("👨‍👩‍👧‍👦" * 20, 100) == ["👨‍👩‍👧‍👦" * 4] * 5


def test_blank_texts_are_no_messages():
    assert split("") == split(" \n ") == []
