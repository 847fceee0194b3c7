"""What a message that only states facts changes, and whether it goes on with anything. Pure."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from actions.dialogue.carry_over import replaced
from actions.dialogue.counts_left import counts_left
from actions.dialogue.hypotheticals import still_supposed, suppose
from actions.dialogue.message_facts import ASIDES, WORDING
from actions.dialogue.question_resolution import question_of
from actions.dialogue.record import DialogueRecord
from knowledge.answers import Topics

# What a supposition must name to be answered: what no notice speaks of (全城静默) is none of these.
READABLE = {
    "place", "zone_kind", "venue_kind", "cases", "units", "more_cases", "zone_step", "at", "location", "whose_unit",
    "fewer_cases", "not_zone",
}


def slots_of_follow_up(dialogue: DialogueRecord, topics: Topics) -> dict[str, Any]:
    """What the message changes: counts, the instant, a zone in place of a place and the other way round, and the
    question that these facts ask."""
    said = dialogue.said
    slots: dict[str, Any] = counts_left(dialogue, topics)
    if {"at", "now"} & set(said):
        slots["asked_instant"] = dialogue.asked_instant
    if "now" in said:
        slots |= {name: value for name, value in still_supposed(dialogue).items() if name not in said}
    slots = suppose(dialogue, {**slots, **replaced(said, dialogue.slots)})
    slots["open_question"] = question_of(topics, said, dialogue.slots.get("open_question"), dialogue.answered)
    return slots


def sites_that_stay(shown: Sequence[str], last: int, said: Collection[str]) -> list[str]:
    """Of the sites shown so far, ``last`` of them in the last message, those not to be told again. Without a new fact
    it was a question about the last ones: they are told again. A new fact begins another list."""
    return list(shown[:-last]) if shown and set(said) <= ASIDES else []


def nothing_to_go_on(said: Collection[str], sites_shown: bool) -> str | None:
    """The words for a message that was taken for facts and names none that can be read; None where it names one."""
    if "supposed" in said and not set(said) & READABLE:
        return "supposed_not_stated"
    return None if set(said) - WORDING - {"correction"} or sites_shown else "not_understood"
