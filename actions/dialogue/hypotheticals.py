"""What is only supposed: answered as if it held, and forgotten again afterwards. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.dialogue.affected_units import in_the_same_unit, units_named
from actions.dialogue.message_facts import is_supposed
from actions.dialogue.record import DialogueRecord
from knowledge.rulebook.amount import Amount, Value, amount_of
from knowledge.rulebook.model import ZoneKind

# The slot that keeps what was known until the assumption is answered.
BEFORE = "facts_before_hypothesis"
# Facts that an assumption stands in for; a place and a zone speak of the same, and so do both counts.
TOGETHER = (("place", "zone_kind"), ("cases", "units"))
ALONE = ("asked_instant", "whose_unit")
ONE = Amount(1, 1)
SUPPOSABLE = (*(name for pair in TOGETHER for name in pair), *ALONE)


def suppose(dialogue: DialogueRecord, slots: dict[str, Any]) -> dict[str, Any]:
    """``slots`` that the message changes, with what it supposes and the facts to return to."""
    said, before = dialogue.said, dialogue.slots.get(BEFORE)
    if not is_supposed(said):
        back = {name: value for name, value in facts_to_return_to(before).items() if name not in said}
        return {**back, **slots, BEFORE: None}
    known = before or {name: dialogue.before.get(name) for name in SUPPOSABLE}
    slots = {**slots, BEFORE: known}
    if "more_cases" in said:
        slots |= added(dialogue, known, slots.get("units"))
        # Cases elsewhere, beside those of one's own unit, leave this one sealed.
        own = known.get("whose_unit") == "own"
        slots["whose_unit"] = "own" if own else said.get("whose_unit", known.get("whose_unit"))
    if asks_of_a_step(said):
        slots |= stepped(dialogue.zones, known["zone_kind"] or dialogue.zone_held, said["zone_step"])
    return slots


def asks_of_a_step(said: Mapping[str, Any]) -> bool:
    """Whether the message speaks of a level up or down and names none."""
    return "zone_step" in said and "zone_kind" not in said


def added(dialogue: DialogueRecord, known: Mapping[str, Any], units: Value | None) -> dict[str, Value | None]:
    """Both counts with the cases that come to those known; ``units``: what the message counts of them."""
    more, cases = amount_of(dialogue.said["more_cases"]), amount_of(known["cases"] or None)
    if cases is None:
        return {"cases": more.as_value(), "units": units}
    total = (cases + more).as_value()
    same = in_the_same_unit(dialogue, known.get("whose_unit"))
    if same is None:
        return {"cases": total, "units": None if units_named(dialogue.entities) else units or known["units"]}
    before = amount_of(known["units"]) or (ONE if cases == ONE else None)
    units = before if same else (before or ONE) + ONE
    return {"cases": total, "units": units and units.as_value()}


def stepped(zones: Mapping[str, ZoneKind], kind: str | None, step: int) -> dict[str, Any]:
    """The zone a level up or down from the one that holds; nothing where that is not known. The reply names the level,
    so that it can be put right."""
    if kind not in zones:
        return {}
    held = zones[kind].strictness
    levels = sorted((zone for zone in zones.values() if zone.listed_as), key=lambda zone: zone.strictness * step)
    # In the direction of the step; at its end it goes no further.
    beyond = [zone for zone in levels if (zone.strictness - held) * step > 0] or levels[-1:] or [zones[kind]]
    return {"zone_kind": beyond[0].key, "place": None}


def still_supposed(dialogue: DialogueRecord) -> dict[str, None]:
    """Facts that the message before only supposed and that stayed, where now it is asked what holds."""
    last = dialogue.earlier[0] if dialogue.earlier else ()
    said = {entity["entity"]: entity["value"] for entity in last}
    if not is_supposed(said):
        return {}
    names = (name for pair in TOGETHER for name in pair)
    return {name: None for name in names if name in said and dialogue.slots.get(name) == said[name]}


def facts_to_return_to(known: Mapping[str, Any] | None) -> dict[str, Any]:
    """The slots that an assumption gives back; where nothing was known before, what was supposed may stay."""
    if known is None:
        return {}
    pairs = [pair for pair in TOGETHER if any(known[name] is not None for name in pair)]
    given_back = {name: known[name] for pair in pairs for name in pair}
    return given_back | {name: known.get(name) for name in ALONE} | {BEFORE: None}
