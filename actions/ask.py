"""Questions back: what a form still needs, in the words of the release."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message
from actions.conversation_state import mentioned
from actions.refusal import refused_in_a_row
from actions.utter import say


class AskBack(Action):
    """Asks for one slot of a form; named as Rasa looks it up."""

    asked = ""

    def name(self) -> str:
        return f"action_ask_{self.asked}"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, [Message(asking_words(tracker, f"ask_{self.asked}"), {"topic": tracker.get_slot("question")})])
        return []


def asking_words(tracker: Tracker, words: str) -> str:
    """The question in its own words; after an answer that was none in other words, then with buttons."""
    if "location" in mentioned(tracker):
        return "ask_street_of_location"
    tries = refused_in_a_row(tracker)
    return words + ("", "_again", "_buttons")[min(tries, 2)]


class AskVenueKind(AskBack):
    """Which kind of venue?"""

    asked = "venue_form_venue_kind"


class AskVenuePlace(AskBack):
    """Where, or in which zone, is the venue?"""

    asked = "venue_form_place"


class AskZonePlace(AskBack):
    """Which place's zone?"""

    asked = "zone_form_place"


class AskBoothPlace(AskBack):
    """Booths near what?"""

    asked = "booth_form_place"
