"""Two questions in one message: parted only where both are certain."""
from __future__ import annotations

import pytest

from bot.nlu.readers.spans import Span
from bot.nlu.two_questions import parts_of, two_questions, venues_listed

TOPICS = {
    "面包": "venue_open", "学校": "schools", "菜": "supply_delivery", "药": "medicine_delivery", "采样屋": "booth_location",
    "你好": "greet"
}


def tell(text: str, spans: list[Span]) -> tuple[str, float]:
    """A teller that knows a topic by one word of it."""
    found = [topic for word, topic in TOPICS.items() if word in text]
    return (found[0], 0.95) if found else ("out_of_scope", 0.9)


def topics(text: str) -> tuple[str, ...]:
    return tuple(asked.topic for asked in two_questions(text, [], tell, 0.8) or ())


@pytest.mark.parametrize(("text", "found"), [
    ("面包房能开吗？学校啥时候开学", ("venue_open", "schools")),
    ("面包房能开吗，还有学校啥时候开学", ("venue_open", "schools")),
    ("我想问两个事啊一个是面包房能不能开门一个是学校啥时候开学", ("venue_open", "schools")),
    ("怎么买菜呢，顺便问一下怎么买药", ("supply_delivery", "medicine_delivery")),
    ("我家封了。怎么买菜？怎么买药？", ("supply_delivery", "medicine_delivery")),
    ("采样屋在哪？怎么买菜？", ("booth_location", "supply_delivery")),
    ("怎么买菜？采样屋在哪？", ("booth_location", "supply_delivery")),
    ("面包房能开吗？采样屋在哪？", ("venue_open", "booth_location")),
])
def test_two_certain_questions(text, found):
    assert topics(text) == found


@pytest.mark.parametrize("text", [
    "面包房能开吗", "面包房能开吗？面包店能开吗？", "怎么买菜？天上有几颗星？", "怎么买菜？怎么买药？学校咋上课？",
    "昨天买了菜。学校啥时候开学？", "你好吗？怎么买菜", "附近还有采样屋吗",
])
def test_anything_else_is_one_message(text):
    assert topics(text) == ()


def test_an_unsure_part_is_left_with_the_rest():
    assert two_questions("怎么买菜？怎么买药？", [], lambda text, spans: (tell(text, spans)[0], 0.7), 0.8) is None


def test_parts_tell_where_they_stand_and_what_facts_they_have():
    text, seen = "金水区面包房能开吗？学校咋上课", []
    two_questions(
        text, [Span(0, 3, "place", "金水区"), Span(10, 12, "venue_kind", "school")],
        lambda part, spans: (seen.append((part, spans)), tell(part, spans))[1], 0.8
    )
    assert seen == [("金水区面包房能开吗", [Span(0, 3, "place", "金水区")]), ("学校咋上课", [Span(0, 2, "venue_kind", "school")])]
    assert [text[start:end] for start, end in parts_of(text)] == ["金水区面包房能开吗", "学校咋上课"]


@pytest.mark.parametrize(("text", "names", "listed"), [
    ("超市和KTV能开吗", ["超市", "KTV"], ["超市"]),
    ("理发店开不开,饭店能坐吗", ["理发店", "饭店"], ["理发店"]),
    ("药店、超市、菜市场开着吗", ["药店", "超市", "菜市场"], ["药店", "超市"]),
    ("商场里的奶茶店开吗", ["商场", "奶茶店"], []),
    ("我在超市上班,理发店开吗", ["超市", "理发店"], []),
    ("超市开吗,超市几点关", ["超市", "超市"], []),
])
def test_kinds_of_venues_that_are_asked_about_together(text, names, listed):
    spans, end = [], 0
    for name in names:
        start = text.index(name, end)
        end = start + len(name)
        spans.append(Span(start, end, "venue_kind", name))
    assert [span.value for span in venues_listed(text, spans)] == listed
