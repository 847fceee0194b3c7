"""The start of a computed question."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import context
from actions.dialogue.carry_over import slots_of_question
from actions.tracker.dialogue_record import read_dialogue
from actions.tracker.history import intent_of
from actions.tracker.slot_events import set_slots


class ActionStartQuestion(Action):
    """Facts of the question's own message replace older ones that would contradict them."""

    def name(self) -> str:
        return "action_start_question"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots = slots_of_question(read_dialogue(tracker, context()), context().release.topics)
        return set_slots({"open_question": intent_of(tracker), **slots})
