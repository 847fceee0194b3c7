"""No notice says it, or it was not understood; and an answer to a question back that is none."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import Message, context
from actions.dialogue.declining import NOT_UNDERSTOOD, Step, next_step
from actions.hand_over import hand_over
from actions.replies.utter import utter
from actions.tracker.dialogue_record import mentioned
from actions.tracker.history import active_form, in_a_row, intent_of, topics_backwards
from actions.tracker.slot_events import leave_form


class ActionRefuse(Action):
    """An honest refusal; while a form asks for something, nonsense is left to the form, which asks again."""

    def name(self) -> str:
        return "action_refuse"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topics, last = context().release.topics, next(topics_backwards(tracker), None)
        step = next_step(
            answers_form=bool(active_form(tracker)) and "question_form" not in mentioned(tracker),
            after_danger=topics.is_a(last, "danger"),
            declined_in_a_row=declined_in_a_row(tracker),
            misunderstood_in_a_row=in_a_row(tracker, NOT_UNDERSTOOD),
        )
        if step in (Step.HAND_OVER, Step.GIVE_UP_ASKING):
            hand_over(dispatcher, tracker, "hand_over_not_understood")
        elif step is Step.REPEAT_DANGER:
            utter(dispatcher, [Message(last, {"topic": last})])
        elif step is Step.DECLINE:
            utter(dispatcher, [Message(intent_of(tracker), {"topic": topics.none_fits})])
        return leave_form(tracker) if step is Step.GIVE_UP_ASKING else []


def declined_in_a_row(tracker: Tracker) -> int:
    """How many of the latest messages, the present one among them, no topic fitted or nobody understood."""
    return in_a_row(tracker, context().release.topics.none_fits, NOT_UNDERSTOOD)
