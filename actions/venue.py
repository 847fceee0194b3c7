"""May this kind of venue open, in this zone or at this place?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet

from actions.answer import tell
from actions.carry_over import slots_of_message
from actions.context import ActionContext, Message, world
from actions.conversation_state import Facts, mentioned, read_facts
from actions.history import intent_of
from actions.utter import say
from actions.venue_replies import venue_messages
from knowledge.rulebook import decide_venue
from knowledge.rulebook.venues import zone_matters


class ValidateVenueForm(FormValidationAction):
    """Asks for the venue, and for the place only when the zones that a notice covers differ."""

    def name(self) -> str:
        return "validate_venue_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        facts = read_facts(tracker, world())
        if facts.venue is None:
            return ["venue_kind"]
        if facts.zone or facts.place or not zone_matters(world().release.rulebook, facts.venue, facts.at):
            return []
        return ["place"]


class ActionVenueVerdict(Action):
    """Says what the rulebook decides for the venue and the zone or place in the slots."""

    def name(self) -> str:
        return "action_venue_verdict"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return tell(dispatcher, tracker, venue_messages)


class ActionVenueTopic(Action):
    """A topic about venues (堂食, 聚集 ...): its answer, and before it the verdict where zone and venue were named."""

    def name(self) -> str:
        return "action_venue_topic"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        topic = intent_of(tracker)
        said = mentioned(tracker)
        if "zone_step" in said:
            return self.supposed(dispatcher, tracker, topic, said)
        facts = read_facts(tracker, world())
        say(dispatcher, [Message(topic, {"topic": topic, "verdict": verdict_word(world(), facts, topic, said)})])
        return [*slots_of_message(tracker), *venue_to_go_on_with(topic, said)]

    def supposed(self, dispatcher, tracker: Tracker, topic: str, said: dict[str, Any]) -> list[dict[str, Any]]:
        """The verdict for a level that is only supposed (「等降了级银行开不开」)."""
        events = [*slots_of_message(tracker), *venue_to_go_on_with(topic, said)]
        tracker.slots.update({event["name"]: event["value"] for event in events})
        return [*events, *tell(dispatcher, tracker, venue_messages)]


def venue_to_go_on_with(topic: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    """A bare zone after this topic (「中风险的呢」) asks whether its venue may open there."""
    topics = world().release.topics
    named = {} if "venue_kind" in said else {"venue_kind": topics.role(topic).venue, "venue_name": None}
    return [SlotSet(name, value) for name, value in {"question": topics.one("venue", venue=None), **named}.items()]


def verdict_word(world: ActionContext, facts: Facts, topic: str, said: dict[str, Any]) -> str | None:
    """The verdict for the venue and the zone that one message names; None when either is open."""
    venue = said.get("venue_kind") or world.release.topics.role(topic).venue
    if venue is None or "zone_kind" not in said:
        return None
    return decide_venue(world.release.rulebook, venue, said["zone_kind"], facts.at).word
