"""What the understanding of a message is told of the conversation."""
from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from support import ROOT

from bot.nlu.dialogue_context import DialogueContext

DOMAIN = Domain.load(str(ROOT / "domain"))


def after(*events) -> DialogueContext:
    """The context after these events."""
    tracker = DialogueStateTracker("somebody", DOMAIN.slots)
    tracker.update_with_events(list(events), DOMAIN)
    return DialogueContext.of(tracker)


@pytest.mark.parametrize(("events", "context"), [
    ((), DialogueContext()),
    ((SlotSet("sites_shown", ["a"]),), DialogueContext(sites_shown=True)),
    ((ActiveLoop("zone_form"), SlotSet("requested_slot", "place")), DialogueContext(asked_place=True, asked_back=True)),
    ((ActiveLoop("outbreak_form"), SlotSet("requested_slot", "cases")), DialogueContext(asked_back=True)),
    ((UserUttered("要是中风险呢", entities=[{"entity": "supposed", "value": True}]),), DialogueContext(was_away=True)),
    ((UserUttered("饭店呢", entities=[{"entity": "venue_kind", "value": "restaurant"}]),), DialogueContext()),
])
def test_what_a_message_follows(events, context):
    assert after(*events) == context


def asked(topic: str) -> UserUttered:
    return UserUttered("问", intent={"name": topic, "confidence": 1.0})


@pytest.mark.parametrize(("events", "topic"), [
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"})), "dine_in"),
    # What is computed names no topic: it is that of the question, or the open one.
    ((asked("venue_open"), BotUttered("答")), "venue_open"),
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"}), asked("venue_open"), BotUttered("答")),
     "venue_open"),
    ((SlotSet("open_question", "outbreak_many"), asked("inform"), BotUttered("答")), "outbreak_many"),
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"}), asked("thanks"),
      BotUttered("不客气", metadata={"topic": "thanks"})), "dine_in"),
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"}), asked("nlu_fallback"), BotUttered("哪一个")),
     "dine_in"),
    # The zone of a place is looked up on the way.
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"}), asked("zone_of_place"), BotUttered("答")), None),
    ((asked("dine_in"), BotUttered("答", metadata={"topic": "dine_in"}), SessionStarted()), None),
])
def test_the_topic_that_was_answered_last(events, topic):
    assert after(*events).after == topic


def test_a_message_without_a_conversation_follows_nothing():
    assert DialogueContext.of(None) == DialogueContext()
