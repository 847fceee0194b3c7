"""No notice says it, or it was not understood; and an answer to a question back that is none."""
from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker

from actions.hand_over import hand_over_messages
from actions.history import active_form, in_a_row, intent_of, leave_form, topics_backwards
from actions.say import say
from actions.world import Message, world

REFUSED = ("out_of_scope", "not_understood")
# A question of its own, not a try to answer the one that was asked back.
QUESTION = re.compile(r"[?？]|吗|怎|咋|啥|什么|谁|哪[里儿个有些能]|几[点天号时]|多少|多久|能不|可不可|要不要|是不是|不$|没有?$")
# So many answers that are none are met by asking in other words and with buttons; then a person.
ASKED_AGAIN = 2
MISUNDERSTOOD = 2
# Whoever was told to call for help and says something unclear is told again.
EMERGENCY = "medical_emergency"


class ActionRefuse(Action):
    """An honest refusal; while a form asks for something, nonsense is left to the form, which asks again."""

    def name(self) -> str:
        return "action_refuse"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        if active_form(tracker) and not QUESTION.search(tracker.latest_message.get("text") or ""):
            return self.answer_that_is_none(dispatcher, tracker)
        if next(topics_backwards(tracker), None) == EMERGENCY:
            say(dispatcher, [Message(EMERGENCY, {"topic": EMERGENCY})])
        elif in_a_row(tracker, "not_understood") >= MISUNDERSTOOD:
            say(dispatcher, hand_over_messages(world(), tracker, "hand_over_not_understood"))
        else:
            say(dispatcher, [Message(intent, {"topic": "out_of_scope"})])
        return []

    def answer_that_is_none(self, dispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        """Nothing is said here as long as the form asks again; after that a person, and the form ends."""
        if in_a_row(tracker, *REFUSED) <= ASKED_AGAIN:
            return []
        say(dispatcher, hand_over_messages(world(), tracker, "hand_over_not_understood"))
        return leave_form(tracker)
