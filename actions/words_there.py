"""A topic answered by its words, of which the zone of the place decides what is said."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import context
from actions.dialogue.carry_over import slots_of_question
from actions.replies.answer import utter_with_preamble
from actions.replies.words_there_replies import words_there
from actions.tracker.conversation_state import read_state
from actions.tracker.dialogue_record import read_dialogue
from actions.tracker.history import intent_of
from actions.tracker.slot_events import forget_hypothesis, set_slots


class ActionWordsThere(Action):
    """The zone of the place, and then what the topic says of it."""

    def name(self) -> str:
        return "action_words_there"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots = slots_of_question(read_dialogue(tracker, context()), context().release.topics)
        tracker.slots.update(slots)
        state = read_state(tracker, context())
        utter_with_preamble(dispatcher, state, words_there(context(), state, intent_of(tracker)))
        return [*set_slots(slots), *forget_hypothesis(tracker)]
