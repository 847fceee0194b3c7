"""The second question of a message, answered behind the first one."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.say import say
from actions.world import Message


class ActionAlsoAsked(Action):
    """Says the answer of the topic in the slot ``also_asked``, which needs no facts, and forgets the question."""

    def name(self) -> str:
        return "action_also_asked"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topic = tracker.get_slot("also_asked")
        say(dispatcher, [Message("lead_also_asked", {"lead": True}), Message(topic, {"topic": topic})])
        return [SlotSet("also_asked", None)]
