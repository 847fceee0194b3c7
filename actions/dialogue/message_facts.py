"""What one message states: its entities by kind and its counts. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Entity = Mapping[str, Any]
# How a message is worded, which bot/nlu/wording.py reads: by themselves these state no fact.
WORDING = frozenset({"affected_unit", "added_to", "also", "earlier_cases", "other_cases", "question_form"})
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


def counts_in(entities: Iterable[Entity]) -> dict[str, int]:
    """Cases named in one message are added up (「一单元俩，东头那单元还有一个」); units are the largest count."""
    entities = tuple(entities)
    cases, units = values_of(entities, "cases"), values_of(entities, "units")
    return {**({"cases": sum(cases)} if cases else {}), **({"units": max(units)} if units else {})}


def is_supposed(said: Mapping[str, Any]) -> bool:
    """Whether the facts of the message are assumed."""
    return "supposed" in said or "more_cases" in said
