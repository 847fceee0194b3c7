"""To a person: the number, its hours, and what to say there."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.facts import Facts, read_facts
from actions.history import intents_backwards
from actions.leading import supposed_facts
from actions.outbreak_replies import TOPICS, say_counts
from actions.say import say
from actions.world import Message, World, world

SUMMED_UP = 3


class ActionHandOver(Action):
    """On request: who to call, with a summary that can be read out."""

    def name(self) -> str:
        return "action_hand_over"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, hand_over_messages(world(), tracker, "human"))
        return []


def hand_over_messages(world: World, tracker: Tracker, words: str) -> list[Message]:
    """``words``, then a summary of what was asked and is known; without anything to sum up only the words."""
    told = Message(words, {"topic": "human"})
    asked, known = asked_so_far(world, tracker), known_so_far(world, read_facts(tracker, world))
    if not asked and not known:
        return [told]
    none = world.words("summary_none")
    return [told, Message("hand_over_summary", {"asked": asked or none, "known": known or none})]


def asked_so_far(world: World, tracker: Tracker) -> str:
    """The titles of the latest topics asked about, the earliest first."""
    topics = [t for t in dict.fromkeys(intents_backwards(tracker)) if t in world.release.answers]
    titles = [world.release.answers[t].title for t in topics if world.release.answers[t].group != "conversation"]
    return "、".join(reversed(titles[:SUMMED_UP]))


def known_so_far(world: World, facts: Facts) -> str:
    """Place, zone, venue and counts as far as they were said."""
    parts = [facts.place.text] if facts.place else []
    parts += supposed_facts(world, facts) if facts.zone else []
    if facts.venue:
        parts.append(world.release.rulebook.kinds[facts.venue].name)
    if facts.question in TOPICS.values() and (facts.cases is not None or facts.units is not None):
        parts.append(say_counts(world, facts))
    return "、".join(dict.fromkeys(parts))
