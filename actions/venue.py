"""May this kind of venue open, in this zone or at this place?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.context import Message, context
from actions.dialogue.carry_over import slots_of_question
from actions.dialogue.question_resolution import venue_to_go_on_with
from actions.replies.answer import answer
from actions.replies.utter import utter
from actions.replies.venue_replies import venue_messages, verdict_word
from actions.tracker.conversation_state import read_state
from actions.tracker.dialogue_record import mentioned, read_dialogue
from actions.tracker.history import intent_of
from actions.tracker.slot_events import set_slots
from knowledge.rulebook.venues import zone_matters


class ValidateVenueForm(FormValidationAction):
    """Asks for the venue, and for the place only when the zones that a notice covers differ."""

    def name(self) -> str:
        return "validate_venue_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        state = read_state(tracker, context())
        if state.venue is None:
            return ["venue_kind"]
        if state.zone or state.place or not zone_matters(context().release.rulebook, state.venue, state.at):
            return []
        return ["place"]


class ActionVenueVerdict(Action):
    """Says what the rulebook decides for the venue and the zone or place in the slots."""

    def name(self) -> str:
        return "action_venue_verdict"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer(dispatcher, tracker, venue_messages)


class ActionVenueTopic(Action):
    """A topic about venues (堂食, 聚集 ...): its answer, and before it the verdict where zone and venue were named."""

    def name(self) -> str:
        return "action_venue_topic"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topic = intent_of(tracker)
        said = mentioned(tracker)
        if "zone_step" in said:
            return self.supposed(dispatcher, tracker, topic)
        state = read_state(tracker, context())
        utter(dispatcher, [Message(topic, {"topic": topic, "verdict": verdict_word(context(), state, topic, said)})])
        return set_slots(slots_after(tracker, topic))

    def supposed(self, dispatcher, tracker: Tracker, topic: str) -> list[dict[str, Any]]:
        """The verdict for a level that is only supposed (「等降了级银行开不开」)."""
        slots = slots_after(tracker, topic)
        tracker.slots.update(slots)
        return [*set_slots(slots), *answer(dispatcher, tracker, venue_messages)]


def slots_after(tracker: Tracker, topic: str) -> dict[str, Any]:
    """The facts of the message, and the venue that a bare zone after it (「中风险的呢」) asks about."""
    dialogue, topics = read_dialogue(tracker, context()), context().release.topics
    return {**slots_of_question(dialogue, topics), **venue_to_go_on_with(topics, topic, dialogue.said)}
