"""Messages written in pinyin."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bot.nlu.features import features
from bot.nlu.romanised import known_syllables, syllables_of


@pytest.mark.parametrize(("text", "syllables"), [
    ("hesuan zai na zuo", "he suan zai na zuo"),
    ("wo shi huangma neng zuo ditie ma", "wo shi huang ma neng zuo di tie ma"),
    ("bao'an bu rang jin, zenme ban", "bao an bu rang jin zen me ban"),
])
def test_a_message_in_pinyin_is_parted_into_syllables(text, syllables):
    assert syllables_of(text) == syllables.split()


@pytest.mark.parametrize("text", [
    "is the library open today", "where can i get tested", "women can go home", "核酸 zai na zuo", "ktv", "hello", "",
])
def test_what_is_in_another_language_is_not(text):
    assert syllables_of(text) == []


# Without blanks two syllables or three may be one (xi an), and fewer than four are no pinyin.
@given(st.lists(st.sampled_from(sorted(known_syllables())), min_size=12, max_size=20))
def test_blanks_of_the_writer_do_not_matter_where_syllables_are_told_apart(syllables):
    assert syllables_of(" ".join(syllables)) == syllables
    assert "".join(syllables_of("".join(syllables))) == "".join(syllables)


def test_pinyin_is_looked_at_as_the_same_words_in_characters():
    written = "核酸在哪里做"
    sounds = {name for name in features(written) if name.startswith("p:")}
    assert set(features(" ".join(lazy_pinyin(written)))) == sounds
