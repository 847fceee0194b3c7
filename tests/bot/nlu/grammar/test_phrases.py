"""Phrases are walks over the words of the lexicon."""
from __future__ import annotations

import pytest

from bot.nlu.grammar.phrases import all_of, begins, clauses, ends, first, is_all, read_phrases, without
from bot.nlu.grammar.spellings import NoWords, spellings
from knowledge.notices import ContentError


@pytest.mark.parametrize(("piece", "words"), [
    ("不再?是", {"不再是", "不是"}), ("[这那]个", {"这个", "那个"}), ("(?<!是)不是", {"不是"}), ("一{1,2}", {"一", "一一"}),
])
def test_a_piece_is_a_choice_of_words(piece, words):
    assert {one.word for one in spellings(piece)} == words


@pytest.mark.parametrize("piece", ["一*", "[^一]", "[一-鿿]{3}"])
def test_a_piece_of_any_length_or_letters_is_none(piece):
    with pytest.raises(NoWords):
        list(spellings(piece))


def test_what_must_not_stand_beside_a_word_is_seen():
    assert first("not", "我不是高风险") == (1, 3) and first("not", "是不是高风险") is None


def test_a_phrase_is_found_by_its_beginning_and_by_its_end():
    text = "明天去不了,高风险区现在已经解除了"
    assert begins("gone", text, text.index("现")) == len(text)
    assert ends("not_meant", "除了那个超市", 4) == 0
    assert first("supposed", "等过几天降级") == (0, 5)
    assert first("supposed", "等,过几天降级") is None, "only within a clause"


def test_words_stand_one_behind_the_other_or_not_at_all():
    assert is_all("courtesy", "谢谢你们啊") and not is_all("courtesy", "谢谢药店")
    assert is_all("between_denials", "") and without("listed", "和、") == ""
    assert all_of("now", "现在") == [(0, 2)] and list(clauses("甲,,乙 丙")) == [(0, 1), (3, 4), (5, 6)]


def test_a_kind_that_the_lexicon_does_not_have_is_refused_with_its_line(tmp_path):
    file = tmp_path / "phrases.yml"
    file.write_text("fine: [time.now]\nodd: [time.never]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"phrases\.yml:2: .*time\.never"):
        read_phrases(file)
