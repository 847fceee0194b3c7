"""The events that change a conversation's slots and end its forms."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

from actions.dialogue.hypotheticals import BEFORE, facts_to_return_to
from actions.tracker.history import active_form

# What waits for a form's end.
WAITING = {"requested_slot": None, "also_asked": None}


def set_slots(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An event for each slot."""
    return [SlotSet(name, value) for name, value in values.items()]


def leave_form(tracker: Tracker) -> list[dict[str, Any]]:
    """The events that end the form that is asking; what waited for its end is let go of too."""
    return [ActiveLoop(None), *set_slots(WAITING)] if active_form(tracker) else []


def forget_hypothesis(tracker: Tracker) -> list[dict[str, Any]]:
    """After the answer: the facts as they were before the assumption."""
    return set_slots(facts_to_return_to(tracker.get_slot(BEFORE)))
