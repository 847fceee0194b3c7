"""A message that only states facts goes on with the open question."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.dialogue.follow_up import nothing_to_go_on, sites_that_stay, slots_of_follow_up
from actions.dialogue.question_resolution import form_asks_for
from actions.replies.answer import utter_sites
from actions.replies.question_replies import follow_up_messages
from actions.replies.site_replies import last_shown, pointed_messages
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.dialogue_record import read_dialogue
from actions.tracker.history import active_form
from actions.tracker.slot_events import leave_form, set_slots


class ActionFollowUp(Action):
    """Answers the open question again with the new facts; without one, asks what is wanted."""

    def name(self) -> str:
        return "action_follow_up"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        dialogue, shown = read_dialogue(tracker, context()), tracker.get_slot("sites_shown") or []
        if shown and "list_position" in dialogue.said:
            return self.point(dispatcher, tracker, dialogue.said["list_position"])
        topics = context().release.topics
        slots = slots_of_follow_up(dialogue, topics)
        tracker.slots.update(slots, sites_shown=sites_that_stay(shown, last_shown(len(shown)), dialogue.said))
        state = read_state(tracker, context())
        if form_asks_for(topics, active_form(tracker), state.open_question):
            # The form asks or answers itself.
            return set_slots(slots)
        none = nothing_to_go_on(dialogue.said, bool(shown))
        messages = [Message(none, {"topic": topics.none_fits})] if none else follow_up_messages(context(), state)
        # A form about another question ends.
        return [*set_slots(slots), *utter_sites(dispatcher, tracker, state, messages), *leave_form(tracker)]

    def point(self, dispatcher, tracker: Tracker, number: int) -> list[dict[str, Any]]:
        """One of the sites that were told, alone; the list stays as it was."""
        utter(dispatcher, pointed_messages(context(), read_state(tracker, context()), number))
        return []
