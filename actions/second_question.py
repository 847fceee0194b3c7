"""The second question of a message, answered behind the first one."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.replies.utter import button, utter
from actions.tracker.history import intent_of
from actions.tracker.slot_events import set_slots


class ActionAlsoAsked(Action):
    """Says the answer of the topic in the slot ``also_asked``, or offers it where it needs facts, and forgets the
    question."""

    def name(self) -> str:
        return "action_also_asked"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topic = tracker.get_slot("also_asked")
        # The receipt is that of the first question; a form may have asked for its facts in between.
        first = tracker.get_slot("open_question") if intent_of(tracker) == "inform" else intent_of(tracker)
        answer = context().release.answers[topic]
        if answer.role.is_computed:
            offer = [button(answer.title, context().chinese.release.answers[topic].title)]
            utter(dispatcher, [Message("offer_also_asked", {"topic": first, "buttons": offer})])
        else:
            utter(dispatcher, [Message("lead_also_asked", {"lead": True}), Message(topic, {"topic": first})])
        return set_slots({"also_asked": None})
