"""What residents asked, each question once and without who asked."""
from __future__ import annotations

from bot.gate.residents import Real, counted


def turn(text: str, topic: str = "dine_in", model: str = "m1"):
    return {"text": text}, {"receipt": {"topic": topic, "model": model}}


def test_a_question_is_put_once_however_it_is_typed_and_as_it_was_answered_last():
    turns = [turn("能堂食吗"), turn("能堂食吗？", "venue_open", "m2"), turn("地铁停了没"), ({"payload": "topic:x"}, {})]
    assert counted(turns) == [Real("能堂食吗？", 2, "venue_open", "m2"), Real("地铁停了没", 1, "dine_in", "m1")]


def test_who_asks_is_not_told():
    found, = counted([turn("我叫张三丰，电话13912345678，能堂食吗")])
    assert "13912345678" not in found.text and "能堂食吗" in found.text


def test_a_turn_without_an_answer_counts_and_has_no_topic():
    assert counted([({"text": "在吗"}, None)]) == [Real("在吗", 1, "", "")]
