"""What one message states: its entities by kind and its counts. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.rulebook.amount import Value

Entity = Mapping[str, Any]
# How a message is worded, which bot/nlu/wording.py reads: by themselves these state no fact.
WORDING = frozenset({
    "affected_unit", "added_to", "also", "earlier_cases", "other_cases", "question_form", "adds", "earlier_day",
    "which_kinds",
})
# Nor does being about now, or putting right what was said.
ASIDES = WORDING | {"now", "correction"}


def first_of_each(entities: Iterable[Entity]) -> dict[str, Any]:
    """The first value of each kind."""
    found: dict[str, Any] = {}
    for entity in entities:
        found.setdefault(entity["entity"], entity["value"])
    return found


def values_of(entities: Iterable[Entity], kind: str) -> list[Any]:
    """All values of one kind, in order."""
    return [entity["value"] for entity in entities if entity["entity"] == kind]


def counts_in(said: Mapping[str, Any]) -> dict[str, Value]:
    """The cases and units that a message counts in all, each a number or ``[least, most]``."""
    return {name: said[name] for name in ("cases", "units") if name in said}


def is_supposed(said: Mapping[str, Any]) -> bool:
    """Whether the facts of the message are assumed."""
    return "supposed" in said or "more_cases" in said
