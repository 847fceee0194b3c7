"""A message that only states facts goes on with the last computed question."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.carry_over import counts_of_message, instant_named, replaced
from actions.context import ActionContext, Message, world
from actions.conversation_state import Facts, mentioned, read_facts
from actions.history import active_form, leave_form, topics_backwards
from actions.hypotheticals import return_to_known, still_supposed, suppose
from actions.preamble import lead
from actions.question_replies import form_asks_for, reply_to
from actions.question_resolution import question_of
from actions.site_replies import last_told, pointed_messages, told_slot
from actions.utter import say

# What states no fact: that it is about now, or puts something right.
ASIDES = {"now", "puts_right"}
# What a supposition must name to be answered: what no notice speaks of (全城静默) is none of these.
READABLE = {"place", "zone_kind", "venue_kind", "cases", "units", "more_cases", "zone_step", "at", "location", "whose_unit"}


class ActionFollowUp(Action):
    """Answers the last computed question again with the new facts; without one, asks what is wanted."""

    def name(self) -> str:
        return "action_follow_up"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots = new_slots(tracker)
        told = tracker.get_slot("told") or []
        said = mentioned(tracker)
        if told and "nth" in said:
            return self.point(dispatcher, tracker, said["nth"])
        # Without a new fact it was a question about the sites told last: they are told again.
        keep = told[:-last_told(len(told))] if told and set(said) <= ASIDES else []
        tracker.slots.update(slots, told=keep)
        facts = read_facts(tracker, world())
        changed = [SlotSet(name, value) for name, value in slots.items()]
        if goes_on(tracker, facts):
            # The form asks or answers itself.
            return changed
        messages = nothing_to_go_on(tracker, bool(told)) or follow_up_messages(world(), facts)
        say(dispatcher, [*lead(world(), facts, messages), *messages])
        return [*changed, told_slot(facts, messages), *return_to_known(tracker), *leave_form(tracker)]

    def point(self, dispatcher, tracker: Tracker, number: int) -> list[dict[str, Any]]:
        """One of the sites that were told, alone; the list stays as it was."""
        say(dispatcher, pointed_messages(world(), read_facts(tracker, world()), number))
        return []


def goes_on(tracker: Tracker, facts: Facts) -> bool:
    """Whether a form is about the question that the facts belong to."""
    return form_asks_for(world().release.topics, active_form(tracker), facts.question)


def nothing_to_go_on(tracker: Tracker, sites_told: bool) -> list[Message]:
    """What is said to a message that was taken for facts and names none that can be read."""
    said = set(mentioned(tracker))
    if "supposed" in said and not said & READABLE:
        return [Message("supposed_not_stated", {"topic": world().release.topics.none_fits})]
    return [] if said - {"puts_right"} or sites_told else [Message("not_understood", {"topic": world().release.topics.none_fits})]


def new_slots(tracker: Tracker) -> dict[str, Any]:
    """What the message changes: counts, the instant, a zone in place of a place and the other way round, and the
    question that these facts ask."""
    said = mentioned(tracker)
    slots: dict[str, Any] = dict(counts_of_message(tracker))
    if {"at", "now"} & set(said):
        slots["at"] = instant_named(said)
    if "now" in said:
        slots |= {name: value for name, value in still_supposed(tracker).items() if name not in said}
    slots.update(replaced(said))
    slots = suppose(world(), tracker, slots)
    topic = next(topics_backwards(tracker), None)
    slots["question"] = question_of(world().release.topics, said, tracker.get_slot("question"), topic)
    return slots


def follow_up_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The last question's reply, marked with its topic."""
    reply = reply_to(world.release.topics, facts.question)
    if reply is None:
        return [Message("follow_up_what")]
    messages = reply(world, facts)
    first = messages[0]
    return [Message(first.words, {"topic": facts.question, **first.values}), *messages[1:]]
