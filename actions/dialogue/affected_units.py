"""Whether cases that are supposed lie in a unit that has some already (再查出一个, 隔壁单元也出一例). Pure."""
from __future__ import annotations

from collections.abc import Collection, Iterable

from actions.dialogue.message_facts import Entity, values_of
from actions.dialogue.record import DialogueRecord


def in_the_same_unit(dialogue: DialogueRecord, whose: str | None) -> bool | None:
    """Whether the cases of a message are supposed in a unit that had some; None where it does not say.

    whose: own or other, whose unit the cases known are in.
    """
    said, named = dialogue.said, units_named(dialogue.entities)
    told, added_to, also = units_told(dialogue.earlier), said.get("added_to"), "also" in said
    if added_to == "same" or (named and named <= told):
        return True
    if named:
        return False if told or also else None
    if added_to is None:
        return None
    return False if also or whose not in (None, added_to) else whose == added_to or None


def units_told(earlier: Iterable[Collection[Entity]]) -> set[str]:
    """The units with cases named in earlier messages; those only supposed where no other was named."""
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for entities in earlier:
        said = {entity["entity"] for entity in entities}
        if "more_cases" not in said:
            told["supposed" in said] |= units_named(entities)
    return told[False] or told[True]


def units_named(entities: Iterable[Entity]) -> set[str]:
    """The units that a message names, as 2单元, apart from the one its writer lives in."""
    return set(values_of(entities, "affected_unit"))
