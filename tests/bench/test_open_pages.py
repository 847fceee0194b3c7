"""Very many open pages: what each is to ask, and what is found when the store has something else."""
from __future__ import annotations

import pytest

from bench.open_pages import Crowd, asks, differences
from bench.records import Record

ASKED = [Record("s", turn, 5.0 * turn, 20.0, "answered", text, (f"{text}：可以。",)) for turn, text in enumerate("甲乙丙")]
KEPT = [{"id": str(turn), "asked": {"text": text}, "messages": [{"text": f"{text}：可以。"}]}
        for turn, text in enumerate("甲乙丙")]


def test_each_page_asks_its_own_questions_as_long_as_they_last():
    plan = Crowd([], list("甲乙丙丁"), pages=9, talking=2, every=5.0, seconds=15.0)
    assert [asks(plan, number) for number in range(2)] == [["甲", "乙", "丙"], ["丁", "甲", "乙"]]


def test_a_store_that_has_what_was_asked_and_answered_is_without_fault():
    assert differences(ASKED, KEPT) == []


@pytest.mark.parametrize("kept", [
    KEPT[:2], [KEPT[1], KEPT[0], KEPT[2]], [*KEPT, KEPT[2]], [], [{**KEPT[0], "messages": []}, *KEPT[1:]],
    [{**KEPT[0], "asked": {"text": "丁"}}, *KEPT[1:]],
], ids=["lost", "reordered", "doubled", "nothing", "unanswered", "another"])
def test_what_the_store_has_otherwise_is_told(kept):
    assert len(differences(ASKED, kept)) == 1
