"""Where to go: booths near a place, points for couriers, hospitals that test round the clock, and more of them."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet

from actions.facts import Facts, mentioned, read_facts
from actions.say import say
from actions.site_replies import booth_messages, courier_messages, more_messages, night_messages, told_slot
from actions.take import replaced
from actions.world import Message, World, world


class ValidateBoothForm(FormValidationAction):
    """Asks for a place unless one or a location is known."""

    def name(self) -> str:
        return "validate_booth_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        facts = read_facts(tracker, world())
        return [] if facts.place or facts.location else ["place"]


class TellsSites:
    """Says messages about sites and keeps in mind which ones were told. No Action itself: those are all registered."""

    def messages(self, world: World, facts: Facts) -> list[Message]:
        raise NotImplementedError

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        facts = read_facts(tracker, world())
        messages = self.messages(world(), facts)
        say(dispatcher, messages)
        return [told_slot(facts, messages)]


class ActionBooths(TellsSites, Action):
    """Names booths near the place or location."""

    def name(self) -> str:
        return "action_booths"

    def messages(self, world: World, facts: Facts) -> list[Message]:
        return booth_messages(world, facts)


class ActionNightTesting(TellsSites, Action):
    """The rule on round-the-clock testing, then hospitals of the district named."""

    def name(self) -> str:
        return "action_night_testing"

    def messages(self, world: World, facts: Facts) -> list[Message]:
        return night_messages(world, facts)


class ActionCourierTesting(TellsSites, Action):
    """The rule for couriers, then their points, if the asker said to be one."""

    def name(self) -> str:
        return "action_courier_testing"

    def messages(self, world: World, facts: Facts) -> list[Message]:
        rule = Message("courier_testing", {"topic": "courier_testing"})
        return [rule, *courier_messages(world, facts)]


class ActionMore(Action):
    """The next sites of the list that was told last; with a place named in the same breath, the list of that place."""

    def name(self) -> str:
        return "action_more"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots: dict[str, Any] = replaced(mentioned(tracker))
        if slots:
            tracker.slots.update(slots, told=[])
        facts = read_facts(tracker, world())
        messages = more_messages(world(), facts, elsewhere=bool(slots))
        say(dispatcher, messages)
        return [*(SlotSet(name, value) for name, value in slots.items()), told_slot(facts, messages)]
