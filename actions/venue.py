"""May this kind of venue open, in this zone or at this place?"""
from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import ActionContext, Message, context
from actions.dialogue.carry_over import slots_of_question
from actions.dialogue.question_resolution import venue_to_go_on_with
from actions.replies.answer import answer
from actions.replies.utter import utter
from actions.replies.venue_replies import venue_messages
from actions.tracker.conversation_state import ConversationState, read_state
from actions.tracker.dialogue_record import mentioned, read_dialogue
from actions.tracker.history import intent_of, topics_backwards
from actions.tracker.slot_events import set_slots
from knowledge.rulebook.venues import zone_matters

# Facts by which a message says where: then it is answered for there (also 「等降了级银行开不开」).
WHERE = ("zone_kind", "zone_step", "place")
# So many kinds beside the last are answered; what names more is a list to look up.
MOST_LISTED = 2


class ValidateVenueForm(FormValidationAction):
    """Asks for the venue, and for the place only when the zones that a notice covers differ for one that is known."""

    def name(self) -> str:
        return "validate_venue_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        state = read_state(tracker, context())
        if state.venue is None:
            return [] if "which_kinds" in mentioned(tracker) else ["venue_kind"]
        book = context().release.rulebook
        known = state.venue in book.kinds
        needed = known and not (state.zone or state.place) and zone_matters(book, state.venue, state.at)
        return ["place"] if needed else []


class ActionVenueVerdict(Action):
    """Says what the rulebook decides for the venue and the zone or place in the slots, and for each kind that the
    message asks about beside it; for all kinds where it picks none out."""

    def name(self) -> str:
        return "action_venue_verdict"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer(dispatcher, tracker, partial(each_venue, listed(tracker)))


class ActionVenueTopic(Action):
    """A topic about venues (堂食, 聚集 ...): the verdict there where the message says where, or goes on with an answer for
    there, then the whole answer."""

    def name(self) -> str:
        return "action_venue_topic"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topic, said = intent_of(tracker), mentioned(tracker)
        slots = slots_after(tracker, topic)
        tracker.slots.update(slots)
        names_where = any(fact in said for fact in WHERE) or goes_on_there(tracker, topic)
        there = answer(dispatcher, tracker, partial(each_venue, listed(tracker))) if names_where else []
        # What is only supposed is said of alone, and a place that is not clear is asked for first. Of a topic without
        # words of its own all was said there.
        whole = not names_where or context().release.answers[topic].parts
        if "zone_step" not in said and whole and not asks_back(dispatcher):
            utter(dispatcher, [Message(topic, {"topic": topic})])
        return [*set_slots(slots), *there]


def goes_on_there(tracker: Tracker, topic: str) -> bool:
    """Whether the same was answered just before, and it is known where."""
    state = read_state(tracker, context())
    return bool(state.place or state.zone) and next(topics_backwards(tracker), None) == topic


def listed(tracker: Tracker) -> list[dict[str, str]]:
    """The kinds that the latest message asks about beside the one in the slot, with what they were called."""
    entities = tracker.latest_message.get("entities") or ()
    return [entity["value"] for entity in entities if entity["entity"] == "venue_listed"][:MOST_LISTED]


def each_venue(beside: list[dict[str, str]], known: ActionContext, state: ConversationState) -> list[Message]:
    """The reply for each kind, the one in the slot last; that one alone where the place is not clear yet."""
    told = venue_messages(known, state)
    if state.venue is None or (state.place and not state.place.single and not state.zone):
        return told
    others = (replace(state, venue=one["kind"], venue_name=one["name"]) for one in beside if one["kind"] != state.venue)
    return [*(message for other in others for message in venue_messages(known, other)), *told]


def asks_back(dispatcher: CollectingDispatcher) -> bool:
    """Whether the last thing said is a question with its answers as buttons."""
    return bool(dispatcher.messages and dispatcher.messages[-1].get("buttons"))


def slots_after(tracker: Tracker, topic: str) -> dict[str, Any]:
    """The facts of the message, and the venue that a bare zone after it (「中风险的呢」) asks about."""
    dialogue, topics = read_dialogue(tracker, context()), context().release.topics
    return {**slots_of_question(dialogue, topics), **venue_to_go_on_with(topics, topic, dialogue.said)}
