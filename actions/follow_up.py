"""A message that only states facts goes on with the last computed question."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.facts import Facts, mentioned, read_facts
from actions.history import active_form, leave_form, topics_backwards
from actions.leading import lead
from actions.outbreak_replies import TOPICS, outbreak_messages
from actions.say import say
from actions.screening_replies import ABOUT_DISTRICTS, IS_SCREENED, screening_messages
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
    IS_SCREENED: screening_messages,
}


MOSTLY_ASKED = (
    ("courier", "courier_testing"), ("place", "zone_of_place"),
    ("location", "booth_location"),
)


# 「那现在呢」 goes back from another instant.
NOW = re.compile(r"现在|眼下|目前|如今|这会儿|当下")
# After these a bare place asks for booths near it.
ABOUT_BOOTHS = ("booth_count", "booth_after_unsealing", "temporary_points", "booth_location")
# What each form is about; with another question the form is left.
QUESTION_OF_FORM = {
    "venue_form": ("venue_open",), "zone_form": ("zone_of_place",), "booth_form": ("booth_location",),
    "outbreak_form": tuple(TOPICS.values()),
}
# What a supposition must name to be answered: what no notice speaks of (全城静默) is none of these.
READABLE = {"place", "zone_kind", "venue_kind", "cases", "units", "more_cases", "zone_step", "at", "location", "whose_unit"}


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
        changed = [SlotSet(name, value) for name, value in slots.items()]
        if goes_on(tracker, facts):
            # The form asks or answers itself.
            return changed
        messages = nothing_to_go_on(tracker, bool(told)) or follow_up_messages(world(), facts)
        say(dispatcher, [*lead(world(), facts, messages), *messages])
        return [*changed, told_slot(facts, messages), *return_to_known(tracker), *leave_form(tracker)]


def goes_on(tracker: Tracker, facts: Facts) -> bool:
    """Whether a form is about the question that the facts belong to."""
    return facts.question in QUESTION_OF_FORM.get(active_form(tracker) or "", ())


def nothing_to_go_on(tracker: Tracker, sites_told: bool) -> list[Message]:
    """What is said to a message that was taken for facts and names none that can be read."""
    said = set(mentioned(tracker))
    if "supposed" in said and not said & READABLE:
        return [Message("supposed_not_stated", {"topic": "out_of_scope"})]
    goes_back = bool(NOW.search(tracker.latest_message.get("text") or ""))
    return [] if said or sites_told or goes_back else [Message("not_understood", {"topic": "out_of_scope"})]


class ActionRefuseToSay(Action):
    """Nobody has to say where they live: the rule for every kind of zone or every count instead."""

    def name(self) -> str:
        return "action_refuse_to_say"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, whatever_it_is(world(), read_facts(tracker, world())))
        return leave_form(tracker)


def whatever_it_is(world: World, facts: Facts) -> list[Message]:
    """What can be said without the fact that was asked for."""
    if facts.question == "venue_open" and facts.venue:
        return venue_messages(world, replace(facts, place=None, zone=None))
    if facts.question in TOPICS.values():
        told = outbreak_messages(world, facts)
        return [Message(topic) for topic in TOPICS.values()] if told[0].words.startswith("ask_") else told
    return [Message("refuse_to_say")]


def new_slots(tracker: Tracker) -> dict[str, Any]:
    """What the message changes: counts, the instant, a zone in place of a place and the other way round; a venue
    asks whether it may open, and a fact that follows no question asks what is mostly asked of it."""
    said = mentioned(tracker)
    slots: dict[str, Any] = dict(counts_of_message(tracker))
    if "at" in said or NOW.search(tracker.latest_message.get("text") or ""):
        slots["at"] = said.get("at")
    slots.update(replaced(said))
    slots = suppose(world(), tracker, slots)
    if "venue_kind" in said:
        slots["question"] = "venue_open"
    elif {"cases", "units", "more_cases"} & set(said) and tracker.get_slot("question") not in TOPICS.values():
        slots["question"] = TOPICS["many"]
    elif "place" in said and next(topics_backwards(tracker), None) in ABOUT_DISTRICTS:
        slots["question"] = IS_SCREENED
    elif "place" in said and next(topics_backwards(tracker), None) in ABOUT_BOOTHS:
        slots["question"] = "booth_location"
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
