"""The outbreak rule: up to two cases in one unit is the narrow branch, anything above the wide one."""
from __future__ import annotations

from datetime import datetime

import pytest
from content_folder import EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rulebook import decide_outbreak

BOOK = real_release().rulebook
counts = st.none() | st.integers(1, 60)
BEFORE = datetime.fromisoformat("2022-11-05T23:59:59+08:00")


def decide(cases, units, adds_up_unstated=False):
    verdict = decide_outbreak(BOOK, cases, units, EVENT, adds_up_unstated)
    return verdict.word or f"ask {verdict.missing}"


@pytest.mark.parametrize(("cases", "units", "outcome"), [
    (1, 1, "one_unit"), (2, 1, "one_unit"), (1, None, "one_unit"),
    (3, 1, "many"), (2, 2, "many"), (1, 2, "many"), (30, 6, "many"),
    (3, None, "many"), (None, 2, "many"),
    (None, None, "ask cases"), (None, 1, "ask cases"), (2, None, "ask units"),
])
def test_the_branches(cases, units, outcome):
    assert decide(cases, units) == outcome


@given(counts, counts)
def test_it_decides_or_asks_and_names_its_clause(cases, units):
    verdict = decide_outbreak(BOOK, cases, units, EVENT)
    assert (verdict.word in ("one_unit", "many")) is (verdict.missing is None)
    assert verdict.missing in (None, "cases", "units")
    assert (verdict.notice, verdict.clause) == ("press-34", "outbreak")
    assert (verdict.cases, verdict.units, verdict.at) == (cases, units, EVENT) and verdict.trace


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_more_never_makes_it_narrower(cases, units, more_cases, more_units):
    if decide(cases, units) == "many":
        assert decide(cases + more_cases, units + more_units) == "many"


@pytest.mark.parametrize("units", [None, *range(1, 6)])
@pytest.mark.parametrize("cases", [None, *range(1, 6)])
def test_what_is_asked_for_really_decides(cases, units):
    known = {"cases": cases, "units": units}
    missing = decide_outbreak(BOOK, cases, units, EVENT).missing
    if missing is None:
        return
    assert known[missing] is None
    # The other count, too, if it is not known yet, as small as it can be.
    rest = {name: value or 1 for name, value in known.items() if name != missing}
    assert {decide(**rest, **{missing: value}) for value in (1, 2, 3)} == {"one_unit", "many"}


@given(st.integers(1, 60) | st.none(), st.integers(1, 60) | st.none(), st.integers(1, 60), st.integers(1, 60))
def test_what_is_not_asked_for_would_not_have_changed_a_wide_branch(cases, units, if_cases, if_units):
    if decide(cases, units) == "many":
        assert decide(cases or if_cases, units or if_units) == "many"


@given(counts, counts)
def test_cases_over_days_give_both_branches_once_the_counts_are_known(cases, units):
    plain = decide(cases, units)
    assert decide(cases, units, adds_up_unstated=True) == ("both" if plain in ("one_unit", "many") else plain)


@given(counts, counts, st.booleans())
def test_before_the_press_conference_there_is_no_rule(cases, units, unstated):
    verdict = decide_outbreak(BOOK, cases, units, BEFORE, unstated)
    assert (verdict.word, verdict.missing, verdict.notice, verdict.clause) == (None, None, None, None)
