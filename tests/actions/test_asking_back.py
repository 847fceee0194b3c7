"""The forms ask for what decides and for nothing else, and no reply gives a verdict while two could hold."""
from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from content_folder import EVENT, real_release
from hypothesis import assume, given
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rulebooks import VENUES, any_rulebook, differing_words, in_force, outcomes

from actions.context import ActionContext
from actions.outbreak import ValidateOutbreakForm
from actions.replies.outbreak_replies import outbreak_messages
from actions.replies.venue_replies import venue_messages
from actions.tracker.conversation_state import ConversationState, Named
from actions.venue import ValidateVenueForm
from knowledge.database import open_engine
from knowledge.places.model import Place
from knowledge.settings import Settings

instants = st.integers(-5, 5).map(lambda days: EVENT + timedelta(days=days))
counts = st.none() | st.integers(0, 8)
NOTHING = ConversationState(None, None, None, None, None, None, None, False, EVENT)
TWO_READINGS = Named((Place("金水区"), Place("惠济区")), True, "", "文化路")


def context_of(book) -> ActionContext:
    """The real words and notices with another rulebook; no place is looked up, so the database stays empty."""
    return ActionContext(
        Settings(now=EVENT.isoformat()), open_engine("sqlite://"), replace(real_release(), rulebook=book)
    )


def required(form, module: str, book, at, **slots) -> list[str]:
    """The slots that a form asks for, as its action computes them."""
    tracker = Tracker("x", {"asked_instant": at.isoformat(), **slots}, {}, [], False, None, {}, None)
    with patch(f"{module}.context", lambda: context_of(book)):
        return asyncio.run(form.required_slots([], CollectingDispatcher(), tracker, {}))


@given(any_rulebook, st.sampled_from(VENUES), instants)
def test_the_venue_form_asks_the_place_only_when_it_decides(book, venue, at):
    asked = required(ValidateVenueForm(), "actions.venue", book, at, venue_kind=venue)
    assert asked == (["place"] if len(differing_words(book, venue, at)) > 1 else [])


@given(any_rulebook, counts, counts, instants)
def test_the_outbreak_form_asks_a_count_only_when_it_decides(book, cases, units, at):
    assume(not cases or not units or units <= cases)
    asked = required(ValidateOutbreakForm(), "actions.outbreak", book, at, cases=cases, units=units)
    if not in_force(book.outbreak, at) or cases == 0 or (cases is None and units == 0):
        assert asked == []
    else:
        assert bool(asked) is (len(outcomes(book, cases, units or None, at)) > 1)


@given(any_rulebook, st.sampled_from(VENUES), instants, st.sampled_from([None, TWO_READINGS]))
def test_without_a_zone_a_verdict_is_given_only_when_no_zone_says_otherwise(book, venue, at, place):
    words = differing_words(book, venue, at)
    first, *_ = venue_messages(context_of(book), replace(NOTHING, venue=venue, at=at, place=place))
    assert first.values.get("verdict") == (next(iter(words)) if len(words) == 1 else None)
    # A place with two readings is asked for again only when it decides.
    assert (first.words == "zone_which_place") is (place is not None and len(words) > 1)


@given(any_rulebook, counts, counts, instants)
def test_a_branch_is_named_only_when_no_other_could_hold(book, cases, units, at):
    assume(not cases or not units or units <= cases)
    messages = outbreak_messages(context_of(book), replace(NOTHING, cases=cases, units=units, at=at))
    verdict = messages[0].values.get("verdict")
    if verdict:
        assert outcomes(book, cases, units or None, at) == {verdict}


@pytest.mark.parametrize(("facts", "words"), [
    ({"cases": 0}, "outbreak_no_cases"), ({"at": EVENT - timedelta(days=9), "cases": 3}, "not_yet"),
])
def test_where_no_branch_holds_it_is_said_so(facts, words):
    (message,) = outbreak_messages(context_of(real_release().rulebook), replace(NOTHING, **facts))
    assert message.words == words and "verdict" not in message.values


def test_before_any_notice_no_venue_gets_a_verdict():
    (message,) = venue_messages(
        context_of(real_release().rulebook), replace(NOTHING, venue="ktv", at=EVENT - timedelta(days=9))
    )
    assert message.words == "not_yet" and "rests_on" not in message.values
