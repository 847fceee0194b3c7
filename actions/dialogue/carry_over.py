"""What a new question leaves standing of what was known before. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.dialogue.counts_left import counts_left
from actions.dialogue.hypotheticals import suppose
from actions.dialogue.record import DialogueRecord
from knowledge.answers import Topics

OF_AN_OUTBREAK = ("cases", "units", "whose_unit", "adds_up_unstated")


def slots_of_question(dialogue: DialogueRecord, topics: Topics) -> dict[str, Any]:
    """Counts and the instant hold for one question; a place replaces an earlier bare zone, and the other way round."""
    said = dialogue.said
    slots = {name: said.get(name) for name in ("cases", "units", "whose_unit")}
    slots |= {"asked_instant": dialogue.asked_instant, "adds_up_unstated": said.get("earlier_cases") or None}
    carried = {name: value for name, value in kept(dialogue, topics).items() if slots[name] is None}
    return suppose(dialogue, {**slots, **carried, **counts_left(dialogue, topics), **replaced(said, dialogue.slots)})


def kept(dialogue: DialogueRecord, topics: Topics) -> dict[str, Any]:
    """What was told of an outbreak and holds on: the message goes on with it, or puts one of its numbers right."""
    said, slots = dialogue.said, dialogue.slots
    # 辟谣了，就一个单元: what it does not name stays as it was said before.
    goes_on = "correction" in said if dialogue.counts else "other_cases" not in said
    about_cases = topics.is_a(slots.get("open_question"), "outbreak")
    if not about_cases or slots.get("facts_before_hypothesis") or not goes_on:
        return {}
    denied = {"adds_up_unstated"} if said.get("earlier_cases") is False else set()
    return {name: value for name in OF_AN_OUTBREAK if name not in denied and (value := dialogue.before.get(name))}


def replaced(said: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, None]:
    """A zone that is said to hold no more (我不在中风险区了), and what the latest way of saying where takes the
    place of: a place, a bare zone or a shared location."""
    ways = ("place", "zone_kind", "location")
    named = [way for way in ways if way in said]
    # A bare zone says nothing about where a location is, and the other way round.
    apart = {"zone_kind": "location", "location": "zone_kind"}
    if not named and "not_zone" in said and said["not_zone"] == slots.get("zone_kind"):
        return {"zone_kind": None}
    return {way: None for way in ways if named and way not in named and named != [apart.get(way)]}
