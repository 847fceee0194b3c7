"""Which slots a message can fill. Rasa tries every mapping of every slot for each message, though most of them wait for
an entity that it does not have."""
from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rasa.shared.core.constants import MAPPING_TYPE, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot

# The sets of entities that messages have; each keeps a copy of some kilobytes.
REMEMBERED = 512


class PossibleSlots:
    """Copies of a domain with fewer slots, for extraction alone."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self._fewer = lru_cache(REMEMBERED)(self._with_slots_for)

    def domain_for(self, entities: Iterable[dict[str, Any]]) -> Domain:
        """The domain with the slots that a message with these entities can fill."""
        return self._fewer(frozenset(entity["entity"] for entity in entities))

    def _with_slots_for(self, entities: frozenset[str]) -> Domain:
        fewer = copy.copy(self.domain)
        fewer.slots = [slot for slot in self.domain.slots if may_fill(slot, entities)]
        return fewer


def may_fill(slot: Slot, entities: frozenset[str]) -> bool:
    """Whether one of the slot's mappings can give it a value. Pure."""
    return any(can_apply(mapping, entities) for mapping in slot.mappings)


def can_apply(mapping: dict[str, Any], entities: frozenset[str]) -> bool:
    """A mapping from an entity needs it in the message, a custom one an action; all others may apply."""
    kind = SlotMappingType(mapping[MAPPING_TYPE])
    if kind == SlotMappingType.FROM_ENTITY:
        return mapping["entity"] in entities
    return kind != SlotMappingType.CUSTOM or bool(mapping.get("action"))
