"""Where to go: booths near a place, points for couriers, hospitals that test round the clock, and more of them."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.context import context
from actions.dialogue.carry_over import replaced
from actions.replies.answer import Reply, utter_sites
from actions.replies.site_replies import (
    booth_messages,
    more_messages,
    night_messages,
    rule_and_points,
    sites_shown,
)
from actions.replies.utter import utter
from actions.tracker.conversation_state import read_state
from actions.tracker.dialogue_record import mentioned
from actions.tracker.slot_events import set_slots


class ValidateBoothForm(FormValidationAction):
    """Asks for a place unless one or a location is known."""

    def name(self) -> str:
        return "validate_booth_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        state = read_state(tracker, context())
        return [] if state.place or state.location else ["place"]


def answer_with_sites(dispatcher, tracker: Tracker, reply: Reply) -> list[dict[str, Any]]:
    """Says the reply to the state of the conversation, a list of sites."""
    state = read_state(tracker, context())
    return utter_sites(dispatcher, tracker, state, reply(context(), state))


class ActionListBooths(Action):
    """Names booths near the place or location."""

    def name(self) -> str:
        return "action_list_booths"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer_with_sites(dispatcher, tracker, booth_messages)


class ActionNightTesting(Action):
    """The rule on round-the-clock testing, then hospitals of the district named."""

    def name(self) -> str:
        return "action_night_testing"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer_with_sites(dispatcher, tracker, night_messages)


class ActionCourierTesting(Action):
    """The rule for couriers, then their points, if the asker said to be one."""

    def name(self) -> str:
        return "action_courier_testing"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        return answer_with_sites(dispatcher, tracker, rule_and_points)


class ActionShowMoreSites(Action):
    """The next sites of the list that was told last; with a place named in the same breath, the list of that place."""

    def name(self) -> str:
        return "action_show_more_sites"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        slots: dict[str, Any] = replaced(mentioned(tracker), tracker.slots)
        if slots:
            tracker.slots.update(slots, sites_shown=[])
        state = read_state(tracker, context())
        messages = more_messages(context(), state, elsewhere=bool(slots))
        utter(dispatcher, messages)
        return set_slots({**slots, "sites_shown": sites_shown(state, messages)})
