"""What the understanding of a message is told of the conversation."""
from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, SlotSet, UserUttered
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


def test_a_message_without_a_conversation_follows_nothing():
    assert DialogueContext.of(None) == DialogueContext()
