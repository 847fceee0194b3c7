"""The words of the rulebook: zone kinds, venue kinds, rows, verdicts."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.notices.window import Window

# Strictest first; a sealed unit stands beside a high-risk zone, a risk compound beside a medium-risk zone.
ZONE_KINDS = ("high_risk", "risk_unit", "medium_risk", "risk_compound", "anti_spillover", "low_risk")
VERDICTS = ("open", "closed", "takeaway", "online", "closed_loop", "none", "none_in_principle", "not_stated")
GROUPS = ("daily", "leisure", "other")
OTHERS = "others"


@dataclass(frozen=True)
class VenueKind:
    """A kind of venue with the names people give it; ``group`` decides how an unnamed kind is spoken of."""

    key: str
    name: str
    group: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of the venue table; ``venues`` is None for all kinds no other row of these zones names."""

    zones: tuple[str, ...]
    venues: tuple[str, ...] | None
    verdict: str
    clause: str
    conditions: str | None
    line: int


@dataclass(frozen=True)
class VenueTable:
    """One version of the venue table, with the notice it comes from and the window it holds in."""

    notice: str
    window: Window
    conditions: dict[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class OutbreakRule:
    """Up to ``max_cases`` in up to ``max_units`` is the narrow branch; anything above is the wide one."""

    notice: str
    clause: str
    window: Window
    max_cases: int
    max_units: int


@dataclass(frozen=True)
class Rulebook:
    """All tables in all their versions."""

    kinds: dict[str, VenueKind]
    venues: tuple[VenueTable, ...]
    outbreak: tuple[OutbreakRule, ...]

    def venue_table(self, at: datetime) -> VenueTable | None:
        return next((table for table in self.venues if table.window.contains(at)), None)

    def outbreak_rule(self, at: datetime) -> OutbreakRule | None:
        return next((rule for rule in self.outbreak if rule.window.contains(at)), None)


@dataclass(frozen=True)
class VenueVerdict:
    """What the table says of one kind of venue in one kind of zone at an instant.

    ``named`` is whether a row names the kind; ``would_change`` are the zone kinds in which the verdict is another one;
    ``notice`` and ``clause`` are None only when no table was in force.
    """

    word: str
    venue: str
    zone: str
    at: datetime
    notice: str | None
    clause: str | None
    conditions: str | None
    named: bool
    trace: tuple[str, ...]
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutbreakVerdict:
    """``word`` is one_unit, many, or both when the notice does not say how the cases add up; ``missing`` is what to ask."""

    word: str | None
    missing: str | None
    cases: int | None
    units: int | None
    at: datetime
    notice: str | None
    clause: str | None
    trace: tuple[str, ...]
