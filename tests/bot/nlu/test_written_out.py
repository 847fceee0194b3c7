"""Messages in pinyin written in characters."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bot.nlu.mentions.training import usage_in
from bot.nlu.written_out import Writer

EXAMPLES = [
    "附近哪儿能做核酸", "核酸在哪做", "在哪里做核酸", "核酸在哪里", "几点关门", "保安不让进咋办", "咋办呢", "我们在西安", "西安的房子", "饭店能堂食吗",
    "48小时核酸管用吗", "小时", "长时间", "小区封了",
]
WRITER = Writer(usage_in(EXAMPLES))


@pytest.mark.parametrize(("typed", "written"), [
    ("hesuan zai na zuo", "核酸在哪做"),
    ("hesuanzainazuo", "核酸在哪做"),
    ("bao'an bu rang jin zaban", "保安不让进咋办"),
    ("women zai xi'an", "我们在西安"),
    ("48 xiaoshi hesuan", "48 小时核酸"),
])
def test_pinyin_becomes_the_likeliest_characters(typed, written):
    assert WRITER.written_out(typed) == written


@pytest.mark.parametrize("text", ["核酸 zai na zuo", "where can i get tested", "ktv", "", "12345", "hello"])
def test_what_is_not_in_pinyin_stays_as_it_is(text):
    assert WRITER.written_out(text) == text


def test_sounds_that_no_example_has_stay():
    assert WRITER.written_out("nv nv nv nv") == "nv nv nv nv"


@given(st.lists(st.sampled_from(sorted(set("".join(EXAMPLES)) - set("48"))), min_size=4, max_size=20))
def test_each_syllable_becomes_a_character_with_its_sound(characters):
    sounds = lazy_pinyin(characters)
    written = WRITER.written_out(" ".join(sounds))
    assert len(written) == len(sounds)
