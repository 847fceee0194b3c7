"""What is sealed when a compound has new cases?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.context import context
from actions.replies.answer import answer
from actions.replies.outbreak_replies import outbreak_messages
from actions.tracker.conversation_state import read_state
from knowledge.rulebook import decide_outbreak


class ValidateOutbreakForm(FormValidationAction):
    """Asks for the one number that still decides."""

    def name(self) -> str:
        return "validate_outbreak_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        state = read_state(tracker, context())
        missing = decide_outbreak(context().release.rulebook, state.cases, state.units, state.at).missing
        # 两三个 is known and does not decide: the form asks on until what is said does.
        said_roughly = missing and getattr(state, missing) is not None
        return [f"exact_{missing}" if said_roughly else missing] if missing else []


class ActionOutbreak(Action):
    """Says which branch of the outbreak rule holds."""

    def name(self) -> str:
        return "action_outbreak"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer(dispatcher, tracker, outbreak_messages)
