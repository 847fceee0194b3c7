"""To a person: the number, its hours, and what to say there."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import ActionContext, Message, world
from actions.conversation_state import read_facts
from actions.history import intent_of, last_value, leave_form, topics_backwards
from actions.outbreak_replies import say_counts
from actions.utter import say
from actions.venue_replies import called

SUMMED_UP = 3


class ActionHandOver(Action):
    """On request: who to call, with a summary that can be read out."""

    def name(self) -> str:
        return "action_hand_over"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, hand_over_messages(world(), tracker, intent_of(tracker)))
        return leave_form(tracker)


class ActionEmergency(Action):
    """The emergency number, and nothing else that could be read first; whatever was asked back can wait."""

    def name(self) -> str:
        return "action_emergency"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, [Message(intent_of(tracker), {"topic": intent_of(tracker)})])
        return leave_form(tracker)


class ActionGoodbye(Action):
    """Goodbye; a question that was asked back goes with it."""

    def name(self) -> str:
        return "action_goodbye"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, [Message(intent_of(tracker), {"topic": intent_of(tracker)})])
        return leave_form(tracker)


def hand_over_messages(world: ActionContext, tracker: Tracker, words: str) -> list[Message]:
    """``words``, then a summary of what was asked and is known; without anything to sum up only the words."""
    told = Message(words, {"topic": world.release.topics.one("hand_over")})
    asked, known = asked_so_far(world, tracker), known_so_far(world, tracker)
    if not asked and not known:
        return [told]
    none = world.words("summary_none")
    return [told, Message("hand_over_summary", {"asked": asked or none, "known": known or none})]


def asked_so_far(world: ActionContext, tracker: Tracker) -> str:
    """The titles of the latest topics answered, the earliest first."""
    topics = [t for t in dict.fromkeys(topics_backwards(tracker)) if t in world.release.answers]
    titles = [world.release.answers[t].title for t in topics if not world.release.topics.role(t).is_conversation]
    return "、".join(reversed(titles[:SUMMED_UP]))


def known_so_far(world: ActionContext, tracker: Tracker) -> str:
    """Place, zone, venue and counts as they were said last, also for an earlier question."""
    facts = read_facts(tracker, world)
    counted = replace(facts, cases=last_value(tracker, "cases"), units=last_value(tracker, "units"))
    parts = [facts.place.text] if facts.place else []
    parts += [world.words(f"zone_{facts.zone}")] if facts.zone else []
    parts += [called(world, facts)] if facts.venue else []
    if counted.cases is not None or counted.units is not None:
        parts.append(say_counts(world, counted))
    return "、".join(dict.fromkeys(parts))
