"""No notice says it, or it was not understood; and an answer to a question back that is none."""
from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, world
from actions.hand_over import hand_over_messages
from actions.history import active_form, in_a_row, intent_of, leave_form, topics_backwards
from actions.utter import say

NOT_UNDERSTOOD = "not_understood"
# A question of its own, not a try to answer the one that was asked back.
QUESTION = re.compile(r"[?？]|吗|怎|咋|啥|什么|谁|哪[里儿个有些能]|几[点天号时]|多少|多久|能不|可不可|要不要|是不是|不$|没有?$")
# So many answers that are none are met by asking in other words and with buttons; then a person.
ASKED_AGAIN = 2
MISUNDERSTOOD = 2


class ActionRefuse(Action):
    """An honest refusal; while a form asks for something, nonsense is left to the form, which asks again."""

    def name(self) -> str:
        return "action_refuse"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        if active_form(tracker) and not QUESTION.search(tracker.latest_message.get("text") or ""):
            return self.answer_that_is_none(dispatcher, tracker)
        topics, last = world().release.topics, next(topics_backwards(tracker), None)
        if topics.is_a(last, "danger"):
            # Whoever was told to call for help and says something unclear is told again.
            say(dispatcher, [Message(last, {"topic": last})])
        elif in_a_row(tracker, NOT_UNDERSTOOD) >= MISUNDERSTOOD:
            say(dispatcher, hand_over_messages(world(), tracker, "hand_over_not_understood"))
        else:
            say(dispatcher, [Message(intent, {"topic": topics.none_fits})])
        return []

    def answer_that_is_none(self, dispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        """Nothing is said here as long as the form asks again; after that a person, and the form ends."""
        if refused_in_a_row(tracker) <= ASKED_AGAIN:
            return []
        say(dispatcher, hand_over_messages(world(), tracker, "hand_over_not_understood"))
        return leave_form(tracker)


def refused_in_a_row(tracker: Tracker) -> int:
    """How many of the latest messages, the present one among them, no topic fitted or nobody understood."""
    return in_a_row(tracker, world().release.topics.none_fits, NOT_UNDERSTOOD)
