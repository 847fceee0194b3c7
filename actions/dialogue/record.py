"""What the dialogue is decided from. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from actions.dialogue.message_facts import Entity, counts_in, first_of_each
from knowledge.rulebook.amount import Value
from knowledge.rulebook.model import ZoneKind


@dataclass(frozen=True)
class DialogueRecord:
    """A conversation as its latest message arrives.

    entities: of that message; slots: as they stand, before: as they stood when it came; earlier: the entities of the
    resident's earlier messages, the latest first; answered: the topic answered last; asked_instant: ISO 8601, the
    instant that the message is about, None where it goes on with the clock; zone_held: the zone kind that now holds at
    the place known, where the message speaks of a step from it;
    zones: the city's kinds of zones.
    """

    entities: tuple[Entity, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    earlier: tuple[tuple[Entity, ...], ...] = ()
    answered: str | None = None
    asked_instant: str | None = None
    zone_held: str | None = None
    zones: Mapping[str, ZoneKind] = field(default_factory=dict)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the message states, the first of each kind."""
        return first_of_each(self.entities)

    @cached_property
    def counts(self) -> dict[str, Value]:
        """The numbers of cases and units that the message names."""
        return counts_in(self.said)
