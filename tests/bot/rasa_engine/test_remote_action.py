"""Replies of the action server are held against Rasa's description of them, and against nothing slower than needed."""
from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from bot.rasa_engine.remote_action import VALIDATORS, BadActionReply, check_reply, told

ANY = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2),
                st.dictionaries(st.text(max_size=3), st.integers(), max_size=2))
KEYS = st.sampled_from(["name", "value", "timestamp", "text", "policy", "confidence", "entities", "metadata", "data"])
EVENTS = st.dictionaries(KEYS, ANY, max_size=5).flatmap(
    lambda rest: st.sampled_from([*VALIDATORS, "dance"]).map(lambda kind: {"event": kind, **rest})
)


def rasa_takes(reply) -> bool:
    try:
        jsonschema.validate(reply, RemoteAction.action_response_format_spec())
    except jsonschema.ValidationError:
        return False
    return True


def taken(reply) -> bool:
    try:
        check_reply(reply)
    except BadActionReply:
        return False
    return True


@given(st.lists(EVENTS, max_size=3))
def test_what_rasa_refuses_is_refused(events):
    reply = {"events": events, "responses": []}
    assert rasa_takes(reply) or not taken(reply)


@pytest.mark.parametrize("event", [
    {"event": "slot", "name": "zone_kind", "value": None},
    {"event": "active_loop", "name": None},
    {"event": "action", "name": "action_listen"},
    {"event": "followup", "name": "venue_form"},
])
def test_what_our_actions_send_is_taken(event):
    reply = {"events": [event], "responses": [{"response": "utter_ask_place"}]}
    assert rasa_takes(reply) and taken(reply)


@pytest.mark.parametrize("reply", [
    None, [], "", {"events": [{"no": "event"}]}, {"events": ["slot"]}, {"responses": ["hello"]}
])
def test_what_is_no_reply_is_refused_with_a_sentence(reply):
    with pytest.raises(BadActionReply, match=r"^The action server's reply .*\.$"):
        check_reply(reply)


def test_actions_are_told_what_they_read_and_no_more():
    said = UserUttered("几点", {"name": "screening_time", "confidence": 0.9}, [{"entity": "place"}], {
        "intent": {"name": "screening_time"}, "entities": [{"entity": "place"}], "intent_ranking": [1]
    })
    shown = BotUttered("7点", {"buttons": [1]}, {"topic": "screening_time"})
    events = [ActionExecuted("action_listen", "RulePolicy", 1.0), said, SlotSet("place", {"text": "金水区"}), shown]
    assert [told(event) for event in events] == [
        {"event": "action", "name": "action_listen"},
        {"event": "user", "parse_data": {"intent": {"name": "screening_time"}, "entities": [{"entity": "place"}]}},
        {"event": "slot", "name": "place", "value": {"text": "金水区"}},
        {"event": "bot", "metadata": {"topic": "screening_time"}},
    ]
    assert told(said) is told(said) and "intent_ranking" in said.as_dict()["parse_data"]
