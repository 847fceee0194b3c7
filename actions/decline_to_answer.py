"""Nobody has to say where they live, or how many cases there are."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import context
from actions.replies.declined_replies import declined_messages
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.slot_events import leave_form


class ActionRefuseToSay(Action):
    """The rule for every kind of zone or every count instead of the fact that was asked for."""

    def name(self) -> str:
        return "action_refuse_to_say"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        utter(dispatcher, declined_messages(context(), read_state(tracker, context())))
        return leave_form(tracker)
