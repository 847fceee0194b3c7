"""What does a notice say, by its number?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.replies.notice_replies import notice_messages
from actions.replies.utter import utter
from actions.tracker.dialogue_record import mentioned
from actions.tracker.history import intent_of


class ActionTellNotice(Action):
    """The clauses of the notice that the message names, or the question which one is meant."""

    def name(self) -> str:
        return "action_tell_notice"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        messages = notice_messages(context(), mentioned(tracker), context().settings.instant())
        utter(dispatcher, [Message(each.words, {"topic": intent_of(tracker), **each.values}) for each in messages])
        return []
