"""Questions that are alike come together, whatever order they come in."""
from __future__ import annotations

import tracemalloc
from datetime import datetime, timezone
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from support import ROOT

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


@pytest.mark.parametrize("name", ["pairs", "held_out"])
def test_of_marked_pairs_95_in_100_are_told_apart_or_put_together(name):
    marked = YAML(typ="safe").load((ROOT / f"tests/cases/inbox/{name}.yml").read_text(encoding="utf-8"))
    same = [pair for group in marked["groups"] for pair in combinations(group, 2)]
    apart = [tuple(pair) for pair in marked["apart"]]
    assert len(same) == len(apart), "either mistake counts alike"
    texts = sorted({text for pair in same + apart for text in pair})
    group = dict(zip(texts, alike(texts), strict=True))
    wrong = [pair for pair in same if group[pair[0]] != group[pair[1]]]
    wrong += [pair for pair in apart if group[pair[0]] == group[pair[1]]]
    assert len(wrong) <= 0.05 * len(same + apart), wrong


def test_five_thousand_open_items_take_two_seconds_of_a_core_and_300_mb():
    texts = [f"{what}{how}{place}" for what in "米面油盐酱醋茶糖菜肉鱼蛋奶果药炭" for how in ("在哪买", "几点发", "能寄吗", "谁来送", "多少钱")
             for place in map(chr, range(0x4E00, 0x4E00 + 63))][:MOST_OPEN]
    assert len(set(texts)) == MOST_OPEN
    tracemalloc.start()
    began = process_time()
    alike(texts)
    # Watching the memory takes as long again.
    assert process_time() - began < 4 and tracemalloc.get_traced_memory()[1] < 300e6
    tracemalloc.stop()
