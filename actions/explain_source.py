"""On what does the last answer rest?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.replies.source_replies import source_messages
from actions.replies.utter import utter
from actions.tracker.history import last_answer


class ActionExplainSource(Action):
    """Names the notice and the clause of the last answer, and what would change a verdict."""

    def name(self) -> str:
        return "action_explain_source"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        said = last_answer(tracker)
        utter(dispatcher, source_messages(context(), said) if said else [Message("why_nothing_said")])
        return []
