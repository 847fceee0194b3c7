"""A place that is only told of behind the question is not the one asked about."""
from __future__ import annotations

import pytest

from bot.nlu.asked_words import told_beside
from bot.nlu.readers.spans import Span


def places(text: str, *names: str, also: tuple[Span, ...] = ()) -> list[Span]:
    return [*(Span(text.index(name), text.index(name) + len(name), "place", name) for name in names), *also]


@pytest.mark.parametrize("text", [
    "甲街的面馆能坐着吃吗，乙街是不让的", "甲街今天开没开呀 乙街那边早就关了", "甲街饭馆能不能堂食？乙街不行我晓得",
])
def test_what_is_told_behind_the_question_is_left_out(text):
    assert [span.value for span in told_beside(text, places(text, "甲街", "乙街"))] == ["乙街"]


@pytest.mark.parametrize("text", [
    "甲街能堂食吗，乙街呢", "我住甲街，乙街的店开吗", "甲街和乙街能堂食吗", "甲街不行我晓得，乙街能不能堂食",
])
def test_a_place_that_is_asked_about_is_kept(text):
    assert told_beside(text, places(text, "甲街", "乙街")) == []


def test_a_place_that_puts_another_right_is_kept():
    text = "甲街能堂食吗，说错了是乙街"
    assert told_beside(text, places(text, "甲街", "乙街", also=(Span(7, 10, "correction", True),))) == []
