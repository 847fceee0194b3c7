"""The record that the dialogue is decided from, read from the tracker."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.context import ActionContext
from actions.dialogue.hypotheticals import asks_of_a_step
from actions.dialogue.message_facts import first_of_each
from actions.dialogue.record import DialogueRecord
from actions.tracker.conversation_state import read_state
from actions.tracker.history import messages_backwards, slots_before_message, topics_backwards
from knowledge.clock import parse_instant


def mentioned(tracker: Tracker) -> dict[str, Any]:
    """Entities of the latest message, the first of each kind."""
    return first_of_each(tracker.latest_message.get("entities") or ())


def read_dialogue(tracker: Tracker, context: ActionContext) -> DialogueRecord:
    """The conversation as its latest message arrives."""
    said = mentioned(tracker)
    earlier = [tuple(understood.get("entities") or ()) for understood in messages_backwards(tracker)][1:]
    return DialogueRecord(
        entities=tuple(tracker.latest_message.get("entities") or ()),
        slots=dict(tracker.slots),
        before=slots_before_message(tracker),
        earlier=tuple(earlier),
        answered=next(topics_backwards(tracker), None),
        asked_instant=instant_named(said, context),
        zone_held=zone_held(tracker, context) if asks_of_a_step(said) else None,
        zones=context.release.rulebook.zones,
    )


def instant_named(said: dict[str, Any], context: ActionContext) -> str | None:
    """The instant that a message is about; None, which goes on with the clock, when it says today or now."""
    at = said.get("at")
    return None if at is None or context.is_now(parse_instant(at)) else at


def zone_held(tracker: Tracker, context: ActionContext) -> str | None:
    """The zone kind of the place known, where it is one place and of one kind."""
    state = read_state(tracker, context)
    if state.place is None or state.place.single is None:
        return None
    answer = context.zone_of(state.place.single, state.at)
    return answer.kind if answer.outcome in ("listed", "low_by_remainder") else None
