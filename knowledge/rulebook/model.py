"""The words of the rulebook: zone kinds, venue kinds, rows, verdicts."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from knowledge.notices.window import Ended, Window, holds, last_ended

# Strictest first; a sealed unit stands beside a high-risk zone, a risk compound beside a medium-risk zone.
ZONE_KINDS = ("high_risk", "risk_unit", "medium_risk", "risk_compound", "anti_spillover", "low_risk")
# What a row may say; tables of two notices may also disagree, and then the verdict is DISAGREE.
VERDICTS = ("open", "closed", "takeaway", "online", "closed_loop", "none", "none_in_principle", "not_stated")
GROUPS = ("daily", "leisure", "other")
OTHERS = "others"
NOT_STATED, DISAGREE = "not_stated", "disagree"


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
class Dated:
    """What a notice decides in a window, save while a text that supersedes the notice is in force (``replaced``)."""

    notice: str
    window: Window
    replaced: tuple[Window, ...] = field(default=(), kw_only=True)

    def holds(self, at: datetime) -> bool:
        return holds(self.window, self.replaced, at)


@dataclass(frozen=True)
class VenueTable(Dated):
    """One version of the venue table."""

    conditions: dict[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class OutbreakRule(Dated):
    """Up to ``max_cases`` in up to ``max_units`` is the narrow branch; anything above is the wide one. Both from 1."""

    clause: str
    max_cases: int
    max_units: int


@dataclass(frozen=True)
class Rulebook:
    """All tables in all their versions. At an instant several may hold, of notices that know nothing of each other."""

    kinds: dict[str, VenueKind]
    venues: tuple[VenueTable, ...]
    outbreak: tuple[OutbreakRule, ...]

    def venue_tables(self, at: datetime) -> tuple[VenueTable, ...]:
        """The venue tables that hold at ``at``, the latest first."""
        return _holding(self.venues, at)

    def outbreak_rules(self, at: datetime) -> tuple[OutbreakRule, ...]:
        """The outbreak rules that hold at ``at``, the latest first."""
        return _holding(self.outbreak, at)

    def venues_ended(self, at: datetime) -> Ended | None:
        """The venue table that ended last before ``at``; None when none had begun."""
        return last_ended(((table.window, table.replaced, table.notice) for table in self.venues), at)

    def outbreak_ended(self, at: datetime) -> Ended | None:
        """The outbreak rule that ended last before ``at``; None when none had begun."""
        return last_ended(((rule.window, rule.replaced, rule.notice) for rule in self.outbreak), at)


def _holding(dated: tuple, at: datetime) -> tuple:
    return tuple(
        sorted((one for one in dated if one.holds(at)), key=lambda one: (one.window.start, one.notice), reverse=True)
    )


@dataclass(frozen=True)
class Claim:
    """What one notice says in one of its clauses."""

    word: str
    notice: str
    clause: str


@dataclass(frozen=True)
class VenueVerdict:
    """What the table says of one kind of venue in one kind of zone at an instant.

    ``named`` is whether a row names the kind; ``would_change`` are the zone kinds in which the verdict is another one;
    ``notice`` and ``clause`` are None only when no table was in force. ``claims`` are all that it rests on: several
    when notices agree, or when they do not and ``word`` is DISAGREE.
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
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class OutbreakVerdict:
    """``word`` is one_unit, many, no_cases, both when the notice does not say how the cases add up, or DISAGREE when
    notices differ (then ``claims`` are theirs); ``missing`` is what to ask."""

    word: str | None
    missing: str | None
    cases: int | None
    units: int | None
    at: datetime
    notice: str | None
    clause: str | None
    trace: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
