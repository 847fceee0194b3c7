"""Whom to call in a place?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.replies.phone_replies import phone_message
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.history import intent_of


class ActionTellPhones(Action):
    """The phones of the place in the slot, the narrowest first."""

    def name(self) -> str:
        return "action_tell_phones"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        message = phone_message(context(), read_state(tracker, context()))
        utter(dispatcher, [Message(message.words, {"topic": intent_of(tracker), **message.values})])
        return []
