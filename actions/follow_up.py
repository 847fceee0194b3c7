"""A message that only states facts goes on with the last computed question."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.facts import Facts, mentioned, read_facts
from actions.leading import lead
from actions.outbreak_replies import TOPICS, outbreak_messages
from actions.say import say
from actions.site_replies import booth_messages, courier_messages, last_told, night_messages, told_slot
from actions.supposing import return_to_known, suppose
from actions.take import counts_of_message, replaced
from actions.venue_replies import venue_messages
from actions.world import Message, World, world
from actions.zone_replies import zone_messages

REPLIES = {
    "venue_open": venue_messages,
    "zone_of_place": zone_messages,
    "booth_location": booth_messages,
    "after_hours_testing": night_messages,
    "courier_testing": courier_messages,
    "outbreak_one_unit": outbreak_messages,
    "outbreak_many": outbreak_messages,
}


MOSTLY_ASKED = (
    ("courier", "courier_testing"), ("place", "zone_of_place"),
    ("location", "booth_location"),
)


class ActionFollowUp(Action):
    """Answers the last computed question again with the new facts; without one, asks what is wanted."""

    def name(self) -> str:
        return "action_follow_up"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots = new_slots(tracker)
        told = tracker.get_slot("told") or []
        # Without a new fact it was a question about the sites told last: they are told again.
        keep = told[:-last_told(len(told))] if told and not mentioned(tracker) else []
        tracker.slots.update(slots, told=keep)
        facts = read_facts(tracker, world())
        messages = follow_up_messages(world(), facts)
        if asks_itself(tracker) and messages[0].words.startswith("ask_"):
            messages = []
        say(dispatcher, [*lead(world(), facts, messages), *messages] if messages else [])
        changed = [SlotSet(name, value) for name, value in slots.items()]
        return [*changed, told_slot(facts, messages), *return_to_known(tracker)]


class ActionRefuseToSay(Action):
    """Nobody has to say where they live: the rule for every kind of zone instead."""

    def name(self) -> str:
        return "action_refuse_to_say"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        facts = read_facts(tracker, world())
        anywhere = Facts(**{**vars(facts), "place": None, "zone": None})
        messages = [Message("refuse_to_say")]
        if facts.question == "venue_open" and facts.venue:
            messages = venue_messages(world(), anywhere)
        say(dispatcher, messages)
        return [SlotSet("requested_slot", None)]


def asks_itself(tracker: Tracker) -> bool:
    """Whether a form goes on after this action and asks its own question."""
    return bool((tracker.active_loop or {}).get("name"))


def new_slots(tracker: Tracker) -> dict[str, Any]:
    """What the message changes: counts, the instant, a zone in place of a place and the other way round; a venue
    asks whether it may open, and a fact that follows no question asks what is mostly asked of it."""
    said = mentioned(tracker)
    slots: dict[str, Any] = dict(counts_of_message(tracker))
    if "at" in said:
        slots["at"] = said["at"]
    slots.update(replaced(said))
    slots = suppose(world(), tracker, slots)
    if "venue_kind" in said:
        slots["question"] = "venue_open"
    elif {"cases", "units", "more_cases"} & set(said) and tracker.get_slot("question") not in TOPICS.values():
        slots["question"] = TOPICS["many"]
    elif tracker.get_slot("question") is None:
        slots["question"] = next((question for fact, question in MOSTLY_ASKED if fact in said), None)
    return slots


def follow_up_messages(world: World, facts: Facts) -> list[Message]:
    """The last question's reply, marked with its topic."""
    if facts.question not in REPLIES:
        return [Message("follow_up_what")]
    messages = REPLIES[facts.question](world, facts)
    first = messages[0]
    return [Message(first.words, {"topic": facts.question, **first.values}), *messages[1:]]
