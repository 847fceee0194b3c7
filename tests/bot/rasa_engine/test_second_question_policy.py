"""When the second question of a message is answered: behind a reply, once, and not while a form asks."""
from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_engine.second_question_policy import next_action

DOMAIN = Domain.from_dict({
    "intents": ["ask"], "actions": ["action_also_asked", "action_start_question"],
    "forms": {"venue_form": {"required_slots": []}},
    "slots": {"also_asked": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}},
})
ASKED = [ActionExecuted("action_listen"), UserUttered("?", {"name": "ask"}), SlotSet("also_asked", "schools")]
SAID = [ActionExecuted("utter_first"), BotUttered("!")]


@pytest.mark.parametrize(("events", "action"), [
    (ASKED, None),
    ([*ASKED, ActionExecuted("action_start_question")], None),
    ([*ASKED, *SAID], "action_also_asked"),
    ([*ASKED, ActiveLoop("venue_form"), *SAID], None),
    ([*ASKED, ActiveLoop("venue_form"), *SAID, ActiveLoop(None)], "action_also_asked"),
    (
        [*ASKED, *SAID, ActionExecuted("action_also_asked"), BotUttered("!!"), SlotSet("also_asked", None)],
        "action_listen"
    ),
    ([*ASKED, *SAID, SlotSet("also_asked", None)], None),
    ([*SAID, *ASKED], None),
])
def test_when_it_speaks_up(events, action):
    tracker = DialogueStateTracker.from_events("x", events, slots=DOMAIN.slots, domain=DOMAIN)
    assert next_action(tracker) == action
