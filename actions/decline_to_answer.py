"""Nobody has to say where they live, or how many cases there are."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import ActionContext, Message, world
from actions.conversation_state import Facts, read_facts
from actions.history import leave_form
from actions.outbreak_replies import branch_topics, outbreak_messages
from actions.utter import say
from actions.venue_replies import venue_messages


class ActionRefuseToSay(Action):
    """Nobody has to say where they live: the rule for every kind of zone or every count instead."""

    def name(self) -> str:
        return "action_refuse_to_say"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, whatever_it_is(world(), read_facts(tracker, world())))
        return leave_form(tracker)


def whatever_it_is(world: ActionContext, facts: Facts) -> list[Message]:
    """What can be said without the fact that was asked for."""
    topics = world.release.topics
    if topics.is_a(facts.question, "venue") and facts.venue:
        return venue_messages(world, replace(facts, place=None, zone=None))
    if topics.is_a(facts.question, "outbreak"):
        told = outbreak_messages(world, facts)
        return [Message(topic) for topic in branch_topics(topics)] if told[0].words.startswith("ask_") else told
    return [Message("refuse_to_say")]
