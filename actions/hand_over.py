"""To a person: the number, its hours, and what to say there."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Message, context
from actions.replies.hand_over_replies import hand_over_messages
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.history import intent_of, last_value, topics_backwards
from actions.tracker.slot_events import leave_form


def hand_over(dispatcher: CollectingDispatcher, tracker: Tracker, words: str) -> None:
    """Says who to call, with what was asked and is known, the counts as they were said last for any question."""
    counts = {name: last_value(tracker, name) for name in ("cases", "units")}
    state = replace(read_state(tracker, context()), **counts)
    utter(dispatcher, hand_over_messages(context(), state, topics_backwards(tracker), words))


class ActionHandOver(Action):
    """On request: who to call, with a summary that can be read out."""

    def name(self) -> str:
        return "action_hand_over"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        hand_over(dispatcher, tracker, intent_of(tracker))
        return leave_form(tracker)


class ActionEmergency(Action):
    """The emergency number, and nothing else that could be read first; whatever was asked back can wait."""

    def name(self) -> str:
        return "action_emergency"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return say_and_leave(dispatcher, tracker)


class ActionGoodbye(Action):
    """Goodbye; a question that was asked back goes with it."""

    def name(self) -> str:
        return "action_goodbye"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return say_and_leave(dispatcher, tracker)


def say_and_leave(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """Says the words of the message's own topic; a form that was asking ends."""
    utter(dispatcher, [Message(intent_of(tracker), {"topic": intent_of(tracker)})])
    return leave_form(tracker)
