"""What a designation and the answer to "which zone is this?" are. Pure data."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.places.model import Place

# A key of the city's zone kinds.
ZoneKind = str
Outcome = Literal["listed", "low_by_remainder", "parts", "undecided", "not_named", "district_not_listed",
                  "place_unknown", "not_known_at_instant"]


@dataclass(frozen=True)
class ParsedPart:
    """One place out of the text of a risk area. ``bounded_by_text``: names alone cannot tell what lies in it."""

    place: Place
    remainder: bool = False
    exceptions: tuple[Place, ...] = ()
    bounded_by_text: bool = False
    text: str = ""


@dataclass(frozen=True)
class Designation:
    """A place and what it is designated as, from (inclusive) when to (exclusive) when, in the original words."""

    zone_id: str
    kind: ZoneKind
    place: Place
    text: str
    valid_from: datetime
    valid_to: datetime | None
    notice: str
    source: Literal["list", "table"]
    remainder: bool = False
    exceptions: tuple[Place, ...] = ()
    bounded_by_text: bool = False
    sample: bool = False

    def holds_at(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True)
class ZoneAnswer:
    """What is known about a place at an instant. Only ``listed`` and ``low_by_remainder`` fill ``kind``.

    not_named: the district and street or community are known and the name behind them stands in no entry.
    parts: narrower designations inside the place that decide differently than the rest (of ``not_named``: all that is
    designated in the street and community); rest: the kind of what remains, None when nothing states
    it or a designation of unclear extent may reach into it; undecided: designations the place may lie
    in; as_of: the hour of the list used (Asia/Shanghai), None without a list.
    """

    outcome: Outcome
    place: Place
    at: datetime
    kind: ZoneKind | None = None
    designation: Designation | None = None
    parts: tuple[Designation, ...] = ()
    rest: ZoneKind | None = None
    undecided: tuple[Designation, ...] = ()
    as_of: datetime | None = None
    sample: bool = False
    last_known: ZoneKind | None = None
