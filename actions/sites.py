"""Where to go: booths near a place, points for couriers, hospitals that test round the clock, and more of them."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet

from actions.answer import Reply
from actions.carry_over import replaced
from actions.context import ActionContext, Message, world
from actions.conversation_state import Facts, mentioned, read_facts
from actions.hypotheticals import return_to_known
from actions.preamble import lead
from actions.site_replies import booth_messages, courier_messages, more_messages, night_messages, told_slot
from actions.utter import say


class ValidateBoothForm(FormValidationAction):
    """Asks for a place unless one or a location is known."""

    def name(self) -> str:
        return "validate_booth_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        facts = read_facts(tracker, world())
        return [] if facts.place or facts.location else ["place"]


def tell_sites(dispatcher, tracker: Tracker, reply: Reply) -> list[dict[str, Any]]:
    """Says the reply and keeps in mind which sites were told; what was only supposed is forgotten again."""
    facts = read_facts(tracker, world())
    messages = reply(world(), facts)
    say(dispatcher, [*lead(world(), facts, messages), *messages])
    return [told_slot(facts, messages), *return_to_known(tracker)]


class ActionBooths(Action):
    """Names booths near the place or location."""

    def name(self) -> str:
        return "action_list_booths"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return tell_sites(dispatcher, tracker, booth_messages)


class ActionNightTesting(Action):
    """The rule on round-the-clock testing, then hospitals of the district named."""

    def name(self) -> str:
        return "action_night_testing"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return tell_sites(dispatcher, tracker, night_messages)


class ActionCourierTesting(Action):
    """The rule for couriers, then their points, if the asker said to be one."""

    def name(self) -> str:
        return "action_courier_testing"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return tell_sites(dispatcher, tracker, rule_and_points)


def rule_and_points(world: ActionContext, facts: Facts) -> list[Message]:
    """The reply to "where can couriers test"."""
    return [Message(facts.question, {"topic": facts.question}), *courier_messages(world, facts)]


class ActionMore(Action):
    """The next sites of the list that was told last; with a place named in the same breath, the list of that place."""

    def name(self) -> str:
        return "action_show_more_sites"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots: dict[str, Any] = replaced(mentioned(tracker))
        if slots:
            tracker.slots.update(slots, told=[])
        facts = read_facts(tracker, world())
        messages = more_messages(world(), facts, elsewhere=bool(slots))
        say(dispatcher, messages)
        return [*(SlotSet(name, value) for name, value in slots.items()), told_slot(facts, messages)]
