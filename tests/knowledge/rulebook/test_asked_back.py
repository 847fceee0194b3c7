"""What is asked back decides, and what decides is asked back: over the real rulebook and made-up ones."""
from __future__ import annotations

from datetime import timedelta

from content_folder import EVENT
from hypothesis import assume, given
from hypothesis import strategies as st
from rulebooks import VENUES, ZONES, any_rulebook, differing_words, in_force, outcomes, words_of_zones

from knowledge.rulebook import decide_outbreak, decide_venue
from knowledge.rulebook.venues import zone_matters

instants = st.integers(-5, 5).map(lambda days: EVENT + timedelta(days=days))
counts = st.none() | st.integers(1, 8)


@given(any_rulebook, st.sampled_from(VENUES), instants)
def test_the_place_is_asked_exactly_when_two_zones_would_give_different_verdicts(book, venue, at):
    assert zone_matters(book, venue, at) is (len(differing_words(book, venue, at)) > 1)


@given(any_rulebook, st.sampled_from(VENUES), st.sampled_from(ZONES), instants)
def test_a_verdict_is_what_the_latest_notices_state_or_says_that_they_do_not_agree(book, venue, zone, at):
    verdict, stated = decide_venue(book, venue, zone, at), words_of_zones(book, venue, at)[zone]
    assert {claim.word for claim in verdict.claims} - {"not_stated"} == stated
    expected = "not_stated" if not stated else "disagree" if len(stated) > 1 else next(iter(stated))
    assert verdict.word == expected


@given(any_rulebook, counts, counts, instants)
def test_a_count_is_asked_exactly_when_its_answers_differ(book, cases, units, at):
    assume(cases is None or units is None or units <= cases)
    verdict = decide_outbreak(book, cases, units, at)
    if not in_force(book.outbreak, at):
        assert (verdict.word, verdict.missing) == (None, None)
    elif verdict.missing is None:
        assert outcomes(book, cases, units, at) == {verdict.word}
    else:
        assert {"cases": cases, "units": units}[verdict.missing] is None
        answers = [{"cases": cases, "units": units, verdict.missing: answer} for answer in range(1, 18)]
        answered = [frozenset(outcomes(book, **answer, at=at)) for answer in answers]
        assert len(set(answered) - {frozenset()}) > 1


@given(any_rulebook, counts, counts, instants, st.booleans())
def test_asking_ends_after_both_counts(book, cases, units, at, unstated):
    """Whatever is answered, also more units than cases: no question is asked twice and there is an end to it."""
    missing = decide_outbreak(book, cases, units, at, unstated).missing
    if missing:
        assert {"cases": cases, "units": units}[missing] is None
    assert decide_outbreak(book, cases or 1, units or 1, at, unstated).missing is None


@given(any_rulebook, st.none() | st.integers(0, 3), instants)
def test_no_case_is_no_outbreak(book, units, at):
    if in_force(book.outbreak, at):
        assert decide_outbreak(book, 0, units, at).word == "no_cases"
        assert decide_outbreak(book, None, 0, at, adds_up_unstated=True).word == "no_cases"
