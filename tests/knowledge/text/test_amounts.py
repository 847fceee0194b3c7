"""How many are meant, at least and at most."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rulebook.amount import Amount, amount_of
from knowledge.text.amounts import bounded, read_amount

amounts = st.integers(0, 500).flatmap(lambda least: st.builds(
    Amount, st.just(least), st.none() | st.integers(least, 600)
))


@pytest.mark.parametrize(("numeral", "least", "most"), [
    ("2", 2, 2), ("俩", 2, 2), ("仨", 3, 3), ("两三", 2, 3), ("七八", 7, 8), ("十七八", 17, 18), ("二三十", 20, 30), ("十几", 11, 19),
    ("二十几", 21, 29), ("几十", 20, 199), ("好几", 3, None), ("俩仨", 2, 3), ("一百零二", 102, 102),
])
def test_a_numeral_is_a_number_or_its_bounds(numeral, least, most):
    assert read_amount(numeral) == Amount(least, most)


@pytest.mark.parametrize("word", ["几", "二十〇", "例"])
def test_what_tells_no_number(word):
    assert read_amount(word) is None


@given(amounts, st.sampled_from(["more", "from", "to", "less", "near", "nearly", "over", "round"]))
def test_bounds_stand_in_order(amount, bound):
    found = bounded(amount, bound)
    assert found.least >= 0 and (found.most is None or found.most >= min(found.least, 1))


@given(amounts, amounts, st.integers(0, 700))
def test_amounts_add_up_are_taken_from_and_kept_in_slots(one, other, taken):
    assert (one + other).least == one.least + other.least
    assert one.without(taken).least == max(0, one.least - taken)
    assert amount_of(one.as_value()) == one and amount_of(None) is None
