"""What was said before in this session, read from the tracker's events."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

WAITING = ("requested_slot", "also_asked")
SESSION_BEGINS = ("session_started", "restart")


def backwards(tracker: Tracker) -> Iterator[dict[str, Any]]:
    """The events of this session, the latest first."""
    for event in reversed(tracker.events):
        if event.get("event") in SESSION_BEGINS:
            return
        yield event


def active_form(tracker: Tracker) -> str | None:
    """The form that is asking, if any."""
    return (tracker.active_loop or {}).get("name")


def leave_form(tracker: Tracker) -> list[dict[str, Any]]:
    """The events that end the form that is asking; what waited for its end is let go of too."""
    return [ActiveLoop(None), *(SlotSet(name, None) for name in WAITING)] if active_form(tracker) else []


def intent_of(tracker: Tracker) -> str:
    """What the present message was taken for; the SDK's own look at the ranking is blind to buttons and to rules."""
    return (tracker.latest_message.get("intent") or {}).get("name") or ""


def intents_backwards(tracker: Tracker) -> Iterator[str]:
    """What the resident's messages were taken for, the latest first."""
    for event in backwards(tracker):
        if event.get("event") == "user":
            yield ((event.get("parse_data") or {}).get("intent") or {}).get("name") or ""


def in_a_row(tracker: Tracker, *intents: str) -> int:
    """How many of the latest messages, the present one among them, were taken for one of ``intents``."""
    count = 0
    for intent in intents_backwards(tracker):
        if intent not in intents:
            break
        count += 1
    return count


def before_message(tracker: Tracker, name: str) -> Any:
    """A slot's value before the present message."""
    earlier = False
    for event in backwards(tracker):
        if earlier and event.get("event") == "slot" and event.get("name") == name:
            return event.get("value")
        earlier = earlier or event.get("event") == "user"
    return None


def last_answer(tracker: Tracker) -> dict[str, Any] | None:
    """What the last message that rested on a notice was said with: topic, rests_on, verdict, at, card."""
    for event in backwards(tracker):
        said = event.get("metadata") or {}
        if event.get("event") == "bot" and said.get("rests_on"):
            return said
    return None


def last_value(tracker: Tracker, name: str) -> Any:
    """What a slot held last in this session before it was emptied, if it ever was filled."""
    values = (e.get("value") for e in backwards(tracker) if e.get("event") == "slot" and e.get("name") == name)
    return next((value for value in values if value is not None), None)


def topics_backwards(tracker: Tracker) -> Iterator[str]:
    """The topics that were answered, the latest first."""
    for event in backwards(tracker):
        topic = (event.get("metadata") or {}).get("topic")
        if event.get("event") == "bot" and topic:
            yield topic
