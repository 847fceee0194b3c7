"""Which zone is this place in?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.replies.answer import answer
from actions.replies.zone_replies import zone_messages


class ActionZoneOfPlace(Action):
    """Says the zone of the place in the slot, or honestly why it cannot be told."""

    def name(self) -> str:
        return "action_zone_of_place"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer(dispatcher, tracker, zone_messages)
