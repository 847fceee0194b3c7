"""What was said before in this session, read from the tracker's events."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker

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


def intent_of(tracker: Tracker) -> str:
    """What the present message was taken for; the SDK's own look at the ranking is blind to buttons and to rules."""
    return (tracker.latest_message.get("intent") or {}).get("name") or ""


def messages_backwards(tracker: Tracker) -> Iterator[dict[str, Any]]:
    """What was understood of the resident's messages, the latest first."""
    for event in backwards(tracker):
        if event.get("event") == "user":
            yield event.get("parse_data") or {}


def in_a_row(tracker: Tracker, *intents: str) -> int:
    """How many of the latest messages, the present one among them, were taken for one of ``intents``."""
    count = 0
    for understood in messages_backwards(tracker):
        if ((understood.get("intent") or {}).get("name") or "") not in intents:
            break
        count += 1
    return count


def slots_before_message(tracker: Tracker) -> dict[str, Any]:
    """The slots that were set in this session as they stood before the present message."""
    before: dict[str, Any] = {}
    earlier = False
    for event in backwards(tracker):
        if earlier and event.get("event") == "slot":
            before.setdefault(event.get("name"), event.get("value"))
        earlier = earlier or event.get("event") == "user"
    return before


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
