"""The cases that are left over the turns of a talk: more come, some are taken back (又多了两个, 孩子是假阳). Pure."""
from __future__ import annotations

from typing import Any

from actions.dialogue.affected_units import in_the_same_unit, units_named
from actions.dialogue.hypotheticals import BEFORE
from actions.dialogue.record import DialogueRecord
from knowledge.answers import Topics
from knowledge.rulebook.amount import Amount, Value, amount_of

ONE = Amount(1, 1)


def counts_left(dialogue: DialogueRecord, topics: Topics) -> dict[str, Any]:
    """The slots of cases and units after the message: what it counts itself, or what is left of what was told before
    where it adds to that or takes of it."""
    said, known = dialogue.said, dialogue.before.get(BEFORE) or dialogue.before
    cases = amount_of(known.get("cases")) if topics.is_a(dialogue.slots.get("open_question"), "outbreak") else None
    if cases is None or "correction" in said:
        return dict(dialogue.counts)
    if "fewer_cases" in said and "cases" not in said:
        return taken_back(dialogue, cases, said["fewer_cases"], known.get("units"))
    if "adds" in said and "cases" in said and "more_cases" not in said:
        return added_to(dialogue, cases, known)
    return dict(dialogue.counts)


def taken_back(dialogue: DialogueRecord, cases: Amount, fewer: int, units: Value | None) -> dict[str, Any]:
    """So many are none after all; 0 takes back all of them. What is left lies in no more units than before."""
    left = cases.without(fewer) if fewer else Amount(0, 0)
    units = dialogue.counts.get("units", 1 if left == ONE else units)
    return {"cases": left.as_value(), "units": units}


def added_to(dialogue: DialogueRecord, cases: Amount, known: dict[str, Any]) -> dict[str, Any]:
    """Those known and those that come; on another day they are of several days, which no notice adds up."""
    said = dialogue.said
    same, units = in_the_same_unit(dialogue, known.get("whose_unit")), amount_of(known.get("units"))
    before = units or (ONE if cases == ONE else None)
    if same is False:
        units = (before or ONE) + ONE
    elif same or "units" in said:
        units = before if same else amount_of(said["units"])
    else:
        units = None if units_named(dialogue.entities) else units if units and units.least > 1 else None
    days = {"adds_up_unstated": True} if said.get("earlier_day") else {}
    return {"cases": (cases + amount_of(said["cases"])).as_value(), "units": units and units.as_value(), **days}
