"""Questions that are alike come together, whatever order they come in."""
from __future__ import annotations

from datetime import datetime, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.inbox.groups import grouped
from bot.inbox.likeness import alike
from bot.stores.inbox import MOST_OPEN, AskedItem

AT = datetime(2022, 11, 7, 1, tzinfo=timezone.utc)
SENTENCES = ["狗粮在哪里买", "狗粮在哪买便宜", "哪里能买狗粮", "地铁几点停运", "地铁末班车几点", "KTV能开吗", "who can leave", "？？", ""]
QUESTIONS = st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=12)), max_size=30)


def groups_of(questions: list[str]) -> set[frozenset[int]]:
    """Which questions, by their place, are together."""
    numbers = alike(questions)
    return {frozenset(place for place, one in enumerate(numbers) if one == number) for number in numbers}


def test_the_same_thing_in_other_words_is_one_group_and_another_thing_is_not():
    together = alike(["狗粮在哪里买", "狗粮在哪买", "狗粮去哪里买", "地铁几点停运", "地铁几点停运了", "how long does the lockdown last"])
    assert len(set(together[:3])) == 1 and len(set(together[3:5])) == 1 and len(set(together)) == 3


def test_what_differs_in_width_case_and_punctuation_is_the_same():
    assert len(set(alike(["KTV 能开吗？", "ＫＴＶ能开吗", "ktv能开吗", "ktv，能开吗！"]))) == 1


def test_no_chain_of_texts_each_a_little_like_the_next_is_one_group():
    chain = ["一二三四五六"[place:] + "甲乙丙丁戊己"[:place] for place in range(7)]
    assert alike(chain)[0] != alike(chain)[-1]


@settings(max_examples=60)
@given(QUESTIONS, st.randoms())
def test_order_changes_nothing_and_equal_texts_are_together(questions, random):
    places = list(range(len(questions)))
    random.shuffle(places)
    shuffled = {
        frozenset(places[place] for place in group) for group in groups_of([questions[place] for place in places])
    }
    assert groups_of(questions) == shuffled
    numbers = alike(questions)
    assert all(numbers[a] == numbers[b] for a in places for b in places if questions[a] == questions[b])


@settings(max_examples=60)
@given(QUESTIONS)
def test_every_item_is_in_exactly_one_group_and_the_most_asked_come_first(questions):
    items = [
        AskedItem("not_stated", "out_of_scope", text, AT, number, AT, None, None)
        for number, text in enumerate(questions, 1)
    ]
    groups = grouped(items)
    assert sorted(item.id for group in groups for item in group.items) == [item.id for item in items]
    assert [len(group.items) for group in groups] == sorted((len(group.items) for group in groups), reverse=True)
    assert all(group.number == min(item.id for item in group.items) for group in groups)


def test_five_thousand_different_ones_take_seconds():
    questions = [f"{place}号楼的{'快递药店地铁口罩学校'[place % 10]}什么时候{place * 7 % 5000}" for place in range(MOST_OPEN)]
    assert len(alike(questions)) == MOST_OPEN
