"""The words of the rulebook: zone kinds, venue kinds, rows, verdicts."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.notices.window import Ended, Window, holds, last_ended
from knowledge.rulebook.amount import Value

GROUPS = ("daily", "leisure", "other")
OTHERS = "others"
# What no row may say of itself: that no notice in force states it, that two do and differ, that it hangs on the day of
# a zone which is not known.
NOT_STATED, DISAGREE, BY_DAY = "not_stated", "disagree", "by_day"
# A row that opens and closes nothing: what all need who go in where another row lets them.
ENTRY = "entry"
# A place's names from the district down: (district, street, community).
Names = tuple[str, ...]


@dataclass(frozen=True)
class ZoneKind:
    """A kind of zone; the higher ``strictness``, the stricter, and 0 is where nothing is designated by name.
    ``listed_as`` is the list of the national service that means it; ``aliases`` are pieces of patterns for what
    residents call it. ``beside``: a scale of its own that runs beside the other kinds; where a place is both, the other
    one decides."""

    key: str
    name: str
    strictness: int
    listed_as: str | None = None
    aliases: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class VerdictWord:
    """A verdict a row may give: ``words`` in a line, ``phrase`` the reply's; both in another form where the row has
    conditions. The higher ``strictness``, the less is allowed."""

    key: str
    words: str
    phrase: str
    words_if: str
    phrase_if: str
    strictness: int


@dataclass(frozen=True)
class VenueKind:
    """A kind of venue with the names people give it; ``group`` decides how an unnamed kind is spoken of.
    ``beside`` are kinds within whose names a name of this one stands, which is known and right (图书馆 in 公园).
    ``part_of`` is the kind that this one belongs to, in a city of which some table names it apart from that; one
    that is ``only_named`` there is in such a city alone."""

    key: str
    name: str
    group: str
    names: tuple[str, ...]
    beside: tuple[str, ...] = ()
    part_of: str = ""
    only_named: bool = False


@dataclass(frozen=True)
class Dated:
    """What a clause decides in a window, save while a later text has ended it or stands in its place (``replaced``)."""

    notice: str
    clause: str
    window: Window
    replaced: tuple[Window, ...] = field(default=(), kw_only=True)
    issued: date | None = field(default=None, kw_only=True)

    def holds(self, at: datetime) -> bool:
        return holds(self.window, self.replaced, at)

    @property
    def begun(self) -> tuple[datetime, date]:
        """By which of two is the later: later in force, then later issued."""
        return self.window.start, self.issued or self.window.start.date()


class Area(str):
    """The name of an area that a notice bounds in words, among the names of a place that lies in it."""


class Designator(str):
    """The key of a notice by which a place is in its zone, among the names of that place."""


@dataclass(frozen=True)
class Scope:
    """Where a row holds: in these kinds of zones (None: whatever the zone), of a zone's days from the first to the last
    (None: from then on), in these places (none: the whole city), and of them only in the ``area`` that the notice
    bounds in words, by roads or numbers, or in the zones that the notice ``designator`` itself designated."""

    zones: tuple[str, ...] | None = None
    days: tuple[int, int | None] | None = None
    places: tuple[Names, ...] = ()
    area: str | None = None
    designator: str | None = None

    @property
    def width(self) -> tuple[bool, int, bool, bool]:
        """The narrower of two is the greater."""
        names = max(map(len, self.places), default=0)
        return self.area is not None, names, self.zones is not None, self.days is not None


@dataclass(frozen=True)
class Row(Dated):
    """One row: the kinds of venues (None: all that no other row of its notice and scope names) -> a verdict, under
    conditions (texts), up to ``capacity`` percent of the places, with a test no older than ``proof`` hours.

    ``likens``: the notice's own name for what it opens, under which a kind of daily life that it does not name may
    fall. ``by_reference`` is the clause whose row it is, where its own clause applies that one. ``where`` is the file
    and line."""

    verdict: str
    venues: tuple[str, ...] | None = None
    scope: Scope = Scope()
    conditions: tuple[str, ...] = ()
    capacity: int | None = None
    proof: int | None = None
    likens: str | None = None
    by_reference: tuple[str, str] | None = None
    where: str = ""

    @property
    def states(self) -> bool:
        return self.verdict != NOT_STATED

    @property
    def stated(self) -> tuple:
        """All that the row says, without who says it."""
        return self.verdict, self.conditions, self.capacity, self.proof


@dataclass(frozen=True)
class OutbreakRule(Dated):
    """Up to ``max_cases`` in up to ``max_units`` is the narrow branch; anything above is the wide one. Both from 1."""

    max_cases: int
    max_units: int


@dataclass(frozen=True)
class Rulebook:
    """All rows of all notices, with the words they are made of. ``zones`` are the city's, strictest first."""

    kinds: dict[str, VenueKind]
    rows: tuple[Row, ...]
    outbreak: tuple[OutbreakRule, ...]
    zones: dict[str, ZoneKind]
    verdicts: dict[str, VerdictWord]

    def part_of(self, venue: str) -> str:
        """The kind that a kind of venue is part of; empty for one that stands by itself."""
        return self.kinds[venue].part_of if venue in self.kinds else ""

    def venue_rows(self, at: datetime) -> tuple[Row, ...]:
        """The rows that hold at ``at``, the latest first."""
        return _holding(self.rows, at)

    def outbreak_rules(self, at: datetime) -> tuple[OutbreakRule, ...]:
        """The outbreak rules that hold at ``at``, the latest first."""
        return _holding(self.outbreak, at)

    def venues_ended(self, at: datetime) -> Ended | None:
        """The row that ended last before ``at``; None when none had begun."""
        return last_ended(((row.window, row.replaced, row.notice) for row in self.rows), at)

    def outbreak_ended(self, at: datetime) -> Ended | None:
        """The outbreak rule that ended last before ``at``; None when none had begun."""
        return last_ended(((rule.window, rule.replaced, rule.notice) for rule in self.outbreak), at)


def _holding(dated: tuple, at: datetime) -> tuple:
    return tuple(sorted((one for one in dated if one.holds(at)), key=lambda one: (one.begun, one.notice), reverse=True))


@dataclass(frozen=True)
class Claim:
    """What one notice says in one of its clauses."""

    word: str
    notice: str
    clause: str


@dataclass(frozen=True)
class VenueVerdict:
    """What the rows say of one kind of venue in one kind of zone (None: where none is designated) at an instant.

    ``named`` is whether a row names the kind; ``would_change`` are the zone kinds in which the verdict is another one;
    ``rows`` are those that decide, ``notice`` and ``clause`` the first one's (None: no row speaks of it). ``claims``
    are all that it rests on: several when notices agree, or when they do not and ``word`` is DISAGREE. ``elsewhere``
    are rows that decide otherwise in a part of what was asked about. ``by_day`` are the verdicts from each first day
    of a zone on, where ``word`` is BY_DAY. ``where`` are the names of the place from the district down.
    """

    word: str
    venue: str
    zone: str | None
    at: datetime
    rows: tuple[Row, ...] = ()
    named: bool = False
    would_change: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    elsewhere: tuple[Row, ...] = ()
    by_day: tuple[tuple[int, VenueVerdict], ...] = ()
    where: Names = ()

    @property
    def notice(self) -> str | None:
        return self.claims[0].notice if self.claims else None

    @property
    def clause(self) -> str | None:
        return self.claims[0].clause if self.claims else None

    @property
    def conditions(self) -> str | None:
        """The conditions of all rows: who agrees on the verdict may still ask for more."""
        texts = dict.fromkeys(text for row in self.rows for text in row.conditions)
        return "；".join(texts) if texts and self.word not in (DISAGREE, BY_DAY) else None

    @property
    def capacity(self) -> int | None:
        """The least percentage of places that any of the rows allows."""
        return min((row.capacity for row in self.rows if row.capacity), default=None)

    @property
    def proof(self) -> int | None:
        """The greatest age of a test in hours that all of the rows allow."""
        return min((row.proof for row in self.rows if row.proof), default=None)

    @property
    def until(self) -> datetime | None:
        """When what decides ends by itself."""
        return min((row.window.end for row in self.rows if row.window.end), default=None)

    @property
    def trace(self) -> tuple[str, ...]:
        """The facts, rows and clauses, for the record."""
        rows = (line for row in self.rows for line in (f"{row.where}: {row.verdict}", f"{row.notice} {row.clause}"))
        days = (line for _, verdict in self.by_day for line in verdict.trace)
        return f"zone={self.zone}", f"venue={self.venue}", *(rows if self.rows or self.by_day else ("no row",)), *days


@dataclass(frozen=True)
class OutbreakVerdict:
    """``word`` is one_unit, many, no_cases, both when the notice does not say how the cases add up, or DISAGREE when
    notices differ (then ``claims`` are theirs); ``missing`` is what to ask."""

    word: str | None
    missing: str | None
    cases: Value | None
    units: Value | None
    at: datetime
    notice: str | None
    clause: str | None
    trace: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
