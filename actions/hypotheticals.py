"""What is only supposed: answered as if it held, said to be so, and forgotten again afterwards."""
from __future__ import annotations

from itertools import islice
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.affected_units import affected_units, in_the_same_unit, units_told
from actions.context import ActionContext
from actions.conversation_state import mentioned, read_facts
from actions.history import backwards, before_message
from actions.zone_replies import look_up

# Facts that an assumption stands in for; a place and a zone speak of the same, and so do both counts.
TOGETHER = (("place", "zone_kind"), ("cases", "units"))
ALONE = ("at", "whose_unit")
SUPPOSABLE = (*(name for pair in TOGETHER for name in pair), *ALONE)
# What a zone is lowered or raised to when no level is named; the reply names the level, so that it can be put right.
STEPS = {
    -1: {
        "high_risk": "medium_risk", "risk_unit": "medium_risk", "medium_risk": "low_risk", "risk_compound": "low_risk",
        "anti_spillover": "low_risk", "low_risk": "low_risk",
    },
    1: {
        "low_risk": "medium_risk", "anti_spillover": "medium_risk", "medium_risk": "high_risk",
        "risk_compound": "high_risk", "high_risk": "high_risk", "risk_unit": "high_risk",
    },
}


def is_supposed(said: dict[str, Any]) -> bool:
    """Whether the facts of the message are assumed."""
    return "supposed" in said or "more_cases" in said


def suppose(world: ActionContext, tracker: Tracker, slots: dict[str, Any]) -> dict[str, Any]:
    """``slots`` that the message changes, with what it supposes, and ``known``: the facts to return to."""
    said = mentioned(tracker)
    if not is_supposed(said):
        back = {name: value for name, value in returned(tracker.get_slot("known")).items() if name not in said}
        return {**back, **slots, "known": None}
    known = tracker.get_slot("known") or {name: before_message(tracker, name) for name in SUPPOSABLE}
    slots = {**slots, "known": known}
    if "more_cases" in said:
        slots |= added(tracker, known, slots.get("units"), said["more_cases"])
        # Cases elsewhere, beside those of one's own unit, leave this one sealed.
        slots["whose_unit"] = "own" if known.get("whose_unit") == "own" else said.get("whose_unit", known.get("whose_unit"))
    if "zone_step" in said and "zone_kind" not in said:
        slots |= stepped(world, tracker, known, said["zone_step"])
    return slots


def still_supposed(tracker: Tracker) -> dict[str, None]:
    """Facts that the message before only supposed and that stayed, as nothing else was known: now is asked what holds."""
    before = (event for event in backwards(tracker) if event.get("event") == "user")
    last = next(islice(before, 1, None), {})
    said = {entity["entity"]: entity["value"] for entity in (last.get("parse_data") or {}).get("entities") or ()}
    if not is_supposed(said):
        return {}
    return {name: None for pair in TOGETHER for name in pair if name in said and tracker.get_slot(name) == said[name]}


def added(tracker: Tracker, known: dict[str, Any], units: int | None, more: int) -> dict[str, int | None]:
    """Both counts with so many ``more`` cases than are known; ``units``: what the message counts of them."""
    text = tracker.latest_message.get("text") or ""
    cases, before = known["cases"] or 0, known["units"] or (1 if known["cases"] == 1 else None)
    if not cases:
        return {"cases": more, "units": units}
    same = in_the_same_unit(text, units_told(tracker), known.get("whose_unit"))
    if same is None:
        return {"cases": cases + more, "units": None if affected_units(text) else units or known["units"]}
    return {"cases": cases + more, "units": before if same else (before or 1) + 1}


def stepped(world: ActionContext, tracker: Tracker, known: dict[str, Any], step: int) -> dict[str, Any]:
    """The zone a level up or down from the one that holds; nothing where that is not known."""
    kind = known["zone_kind"]
    facts = read_facts(tracker, world)
    if kind is None and facts.place and facts.place.single:
        answer = look_up(world, facts.place, facts)
        kind = answer.kind if answer.outcome in ("listed", "low_by_remainder") else None
    return {"zone_kind": STEPS[step][kind], "place": None} if kind else {}


def return_to_known(tracker: Tracker) -> list[dict[str, Any]]:
    """After the answer: the facts as they were before the assumption."""
    return [SlotSet(name, value) for name, value in returned(tracker.get_slot("known")).items()]


def returned(known: dict[str, Any] | None) -> dict[str, Any]:
    """The slots that an assumption gives back; where nothing was known before, what was supposed may stay."""
    if known is None:
        return {}
    pairs = [pair for pair in TOGETHER if any(known[name] is not None for name in pair)]
    return {name: known[name] for pair in pairs for name in pair} | {name: known.get(name) for name in ALONE} | {"known": None}
