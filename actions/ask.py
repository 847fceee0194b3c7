"""Questions back: what a form still needs, in the words of the release."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.dialogue.declining import words_of_asking
from actions.refusal import declined_in_a_row
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.dialogue_record import mentioned
from actions.tracker.history import intent_of


class AskBack(Action):
    """Asks for one slot of a form; named as Rasa looks it up."""

    asked = ""

    def name(self) -> str:
        return f"action_ask_{self.asked}"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        utter(dispatcher, [Message(self.words(tracker), {"topic": tracker.get_slot("open_question")})])
        return []

    def words(self, tracker: Tracker) -> str:
        """The name of the question's words, as often as it was asked."""
        return words_of_asking(f"ask_{self.asked}", declined_in_a_row(tracker), "location" in mentioned(tracker))


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


class AskOutbreakCount(AskBack):
    """The rule itself and then the question, so that nobody goes away with a question only."""

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        question = read_state(tracker, context()).open_question
        is_new = context().release.topics.is_a(intent_of(tracker), "outbreak")
        rule = [Message(question, {"topic": question})] if is_new and question else []
        utter(dispatcher, [*rule, Message(self.words(tracker))])
        return []


class AskOutbreakCases(AskOutbreakCount):
    """How many cases?"""

    asked = "outbreak_form_cases"


class AskOutbreakExactCases(AskOutbreakCount):
    """How many exactly, where 两三个 leaves both branches?"""

    asked = "outbreak_form_exact_cases"


class AskOutbreakExactUnits(AskOutbreakCount):
    """One unit or more, where what was said leaves both?"""

    asked = "outbreak_form_exact_units"


class AskOutbreakUnits(AskOutbreakCount):
    """In how many units?"""

    asked = "outbreak_form_units"
