"""What is sealed when a compound has new cases?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.facts import Facts, read_facts
from actions.refuse import name_source, not_in_force, rests_on
from actions.say import say
from actions.world import Message, World, world
from knowledge.rulebook import DISAGREE, OutbreakVerdict, decide_outbreak

TOPICS = {"one_unit": "outbreak_one_unit", "many": "outbreak_many"}


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
        is_new = tracker.get_intent_of_latest_message() in TOPICS.values()
        rule = [Message(facts.question, {"topic": facts.question})] if is_new and facts.question else []
        say(dispatcher, [*rule, Message(f"ask_outbreak_form_{self.slot}")])
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
        say(dispatcher, outbreak_messages(world(), read_facts(tracker, world())))
        return []


def outbreak_messages(world: World, facts: Facts) -> list[Message]:
    """The reply to "so many cases in so many units"."""
    verdict = decide_outbreak(world.release.rulebook, facts.cases, facts.units, facts.at, facts.adds_up_unstated)
    if verdict.notice is None:
        return [not_in_force(world, world.release.rulebook.outbreak_ended(facts.at), facts.at)]
    if verdict.missing:
        return [Message(f"ask_outbreak_form_{verdict.missing}")]
    if verdict.word in (DISAGREE, "no_cases"):
        return [undecided(world, verdict)]
    asked = facts.question if facts.question in TOPICS.values() else "outbreak_many"
    receipt = {"verdict": verdict.word, "at": verdict.at.isoformat(), "topic": TOPICS.get(verdict.word, asked)}
    counted = Message("outbreak_counted", {"facts": say_counts(world, facts), **receipt})
    if verdict.word == "both":
        return [counted, Message("outbreak_both"), *(Message(name, {"at": receipt["at"]}) for name in TOPICS.values())]
    return [counted, Message(TOPICS[verdict.word], {"at": receipt["at"]})]


def undecided(world: World, verdict: OutbreakVerdict) -> Message:
    """No branch: there is no new case, or the notices say different things of so many."""
    values = {"at": verdict.at.isoformat(), "topic": "outbreak_many", **rests_on(verdict.claims)}
    if verdict.word == "no_cases":
        return Message("outbreak_no_cases", values)
    claims = [world.words("outbreak_claim", source=name_source(world, c), branch=world.words(f"branch_{c.word}")) for c in verdict.claims]
    return Message("outbreak_disagree", {"claims": "；".join(claims), "verdict": DISAGREE, **values})


def say_counts(world: World, facts: Facts) -> str:
    """The numbers as they were understood, so that a slip is seen."""
    if facts.cases is None:
        return world.words("outbreak_units_only", units=facts.units)
    parts = [world.words("outbreak_cases", cases=facts.cases)]
    if facts.units is not None:
        parts.append(world.words("outbreak_units_one" if facts.units == 1 else "outbreak_units_many", units=facts.units))
    return "，".join(parts)
