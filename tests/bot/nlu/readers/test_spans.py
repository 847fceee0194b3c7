"""Stretches of a message."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages import apart_and_inside

from bot.nlu.readers.spans import Span, take_back, without_overlaps

LENGTH = 30
spans = st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 8)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], LENGTH), "place", pair)), max_size=12)


def test_the_longest_wins_and_the_order_is_that_of_the_text():
    short, long, behind = Span(0, 2, "a", 1), Span(1, 5, "b", 2), Span(7, 8, "c", 3)
    assert without_overlaps([behind, short, long]) == [long, behind]


def test_touching_is_no_overlap():
    one, two = Span(0, 2, "a", 1), Span(2, 4, "a", 2)
    assert not one.overlaps(two) and without_overlaps([two, one]) == [one, two]


@given(spans)
def test_what_is_kept_lies_apart_and_what_is_dropped_overlaps_something_no_shorter(found):
    kept = without_overlaps(found)
    assert apart_and_inside(kept, "x" * LENGTH)
    for span in found:
        assert span in kept or any(span.overlaps(k) and k.end - k.start >= span.end - span.start for k in kept)
    assert without_overlaps(kept) == kept


@pytest.mark.parametrize(("text", "said"), [
    ("不是饭店是药店", ["药店"]), ("药店不是饭店", ["药店"]), ("饭店和药店", ["饭店", "药店"]), ("不是饭店", ["饭店"]),
])
def test_what_is_taken_back_does_not_count_beside_what_is_meant(text, said):
    spans = [Span(text.index(name), text.index(name) + 2, "venue_kind", name) for name in ("饭店", "药店") if name in text]
    found = take_back(text, spans)
    assert sorted(span.value for span in found if span.entity == "venue_kind") == sorted(said)
