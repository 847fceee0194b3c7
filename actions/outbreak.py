"""What is sealed when a compound has new cases?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.answer import tell
from actions.ask import asking_words
from actions.context import Message, world
from actions.conversation_state import read_facts
from actions.history import intent_of
from actions.outbreak_replies import outbreak_messages
from actions.utter import say
from knowledge.rulebook import decide_outbreak


class ValidateOutbreakForm(FormValidationAction):
    """Asks for the one number that still decides."""

    def name(self) -> str:
        return "validate_outbreak_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        facts = read_facts(tracker, world())
        missing = decide_outbreak(world().release.rulebook, facts.cases, facts.units, facts.at).missing
        return [missing] if missing else []


class AskOutbreak(Action):
    """The rule itself and then the question, so that nobody goes away with a question only."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_outbreak_form_{self.slot}"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        facts = read_facts(tracker, world())
        is_new = world().release.topics.is_a(intent_of(tracker), "outbreak")
        rule = [Message(facts.question, {"topic": facts.question})] if is_new and facts.question else []
        say(dispatcher, [*rule, Message(asking_words(tracker, f"ask_outbreak_form_{self.slot}"))])
        return []


class ActionAskOutbreakFormCases(AskOutbreak):
    """Asks how many cases."""

    slot = "cases"


class ActionAskOutbreakFormUnits(AskOutbreak):
    """Asks in how many units."""

    slot = "units"


class ActionOutbreak(Action):
    """Says which branch of the outbreak rule holds."""

    def name(self) -> str:
        return "action_outbreak"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return tell(dispatcher, tracker, outbreak_messages)
