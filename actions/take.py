"""What a new question leaves standing of what was known before."""
from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.facts import mentioned
from actions.history import intent_of
from actions.supposing import suppose
from actions.world import world

# The notice does not say how cases of several days, or after earlier ones, add up.
ADDS_UP_UNSTATED = re.compile(r"昨天|前天|之前|以前|上周|前几天|前两天|又(新增|出|阳|有|确诊)|陆续|几天(内|里)?|接连|原来就有|已经有过|本来就有|连着")


class ActionTakeFacts(Action):
    """Starts a computed question: facts of its own message replace older ones that would contradict them."""

    def name(self) -> str:
        return "action_take_facts"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        return [SlotSet("question", intent), *slots_of_message(tracker)]


def slots_of_message(tracker: Tracker) -> list[dict[str, Any]]:
    """Counts and the instant hold for one question; a place replaces an earlier bare zone, and the other way round."""
    said = mentioned(tracker)
    counts = counts_of_message(tracker)
    slots = {"cases": counts.get("cases"), "units": counts.get("units"), "at": said.get("at")}
    slots["adds_up_unstated"] = adds_up_unstated(tracker) or None
    slots["whose_unit"] = said.get("whose_unit")
    slots.update(replaced(said))
    return [SlotSet(name, value) for name, value in suppose(world(), tracker, slots).items()]


def replaced(said: dict[str, Any]) -> dict[str, None]:
    """What the latest way of saying where takes the place of: a place, a bare zone or a shared location."""
    ways = ("place", "zone_kind", "location")
    named = [way for way in ways if way in said]
    # A bare zone says nothing about where a location is, and the other way round.
    apart = {"zone_kind": "location", "location": "zone_kind"}
    return {way: None for way in ways if named and way not in named and named != [apart.get(way)]}


def counts_of_message(tracker: Tracker) -> dict[str, int]:
    """Cases named in one message are added up (「一单元俩，东头那单元还有一个」); units are the largest count."""
    entities = tracker.latest_message.get("entities") or ()
    cases = [e["value"] for e in entities if e["entity"] == "cases"]
    units = [e["value"] for e in entities if e["entity"] == "units"]
    return {**({"cases": sum(cases)} if cases else {}), **({"units": max(units)} if units else {})}


def adds_up_unstated(tracker: Tracker) -> bool:
    """Whether the message speaks of several days or of earlier cases."""
    return bool(ADDS_UP_UNSTATED.search(tracker.latest_message.get("text") or ""))
