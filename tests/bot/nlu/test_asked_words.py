"""What of a message asks."""
from __future__ import annotations

import pytest

from bot.nlu.asked_words import answers_nothing, asked_words


@pytest.mark.parametrize(("text", "left"), [
    ("谢谢你们啊,饿死算了", "饿死算了"),
    ("您好 请问一下,几点开门", "几点开门"),
    ("我没有胸痛,就想问问核酸", "就想问问核酸"),
    ("几点开门,谢谢", "几点开门,谢谢"), ("采样点地址发我一份,谢谢", "采样点地址发我一份"), ("知道了,谢谢", "知道了,谢谢"),
    ("今天做不做核酸,麻烦告诉我一下谢谢", "今天做不做核酸"), ("采样点地址发我一份谢谢您", "采样点地址发我一份"), ("帮我查一下", "帮我查一下"),
    ("好的我自己查一下,谢谢", "好的我自己查一下,谢谢"), ("我跟社区说一下,谢谢", "我跟社区说一下,谢谢"),
    ("谢谢,您好", "谢谢,您好"),
    ("我没有药了,谁给送", "我没有药了,谁给送"),
    ("您好吃的没有了", "您好吃的没有了"),
])
def test_courtesies_before_a_question_and_what_is_denied_are_let_go_of(text, left):
    assert asked_words(text).strip(" ,") == left
    assert len(asked_words(text)) == len(text)


@pytest.mark.parametrize("text", ["不", "不做!", "没有啊", "是的"])
def test_an_answer_alone_answers_nothing(text):
    assert answers_nothing(text)


@pytest.mark.parametrize("text", ["不做会怎样", "没有药了", "有采样屋吗", ""])
def test_what_asks_is_more_than_an_answer(text):
    assert not answers_nothing(text)
