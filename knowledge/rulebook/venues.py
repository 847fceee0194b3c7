"""May this kind of venue open in this kind of zone? Press conference no. 34, read as a table."""
from __future__ import annotations

from datetime import datetime

from knowledge.rulebook.model import DISAGREE, NOT_STATED, ZONE_KINDS, Claim, Row, Rulebook, VenueTable, VenueVerdict


def decide_venue(rulebook: Rulebook, venue: str, zone: str, at: datetime) -> VenueVerdict:
    """The verdict for one cell at an instant; ``not_stated`` without a notice when no table was in force, ``disagree``
    when the tables of several notices are, and state different things."""
    tables = rulebook.venue_tables(at)
    if not tables:
        return VenueVerdict(NOT_STATED, venue, zone, at, None, None, None, False, ("no table in force",))
    stating = stating_rows(tables, venue, zone)
    table, row, named = stating[0]
    word = word_of(stating)
    others = tuple(z for z in ZONE_KINDS if word_of(stating_rows(tables, venue, z)) != word)
    claims = tuple(Claim(r.verdict, t.notice, r.clause) for t, r, _ in stating)
    trace = (f"zone={zone}", f"venue={venue}", *(line for t, r, _ in stating for line in trace_of(t, r)))
    conditions = conditions_of(stating) if word != DISAGREE else None
    return VenueVerdict(word, venue, zone, at, table.notice, row.clause, conditions, named, trace, others, claims)


def stating_rows(tables: tuple[VenueTable, ...], venue: str, zone: str) -> list[tuple[VenueTable, Row, bool]]:
    """What each table says of the cell; what one does not state is left out when another states something."""
    found = [(table, *find_row(table, venue, zone)) for table in tables]
    return [one for one in found if one[1].verdict != NOT_STATED] or found


def word_of(stating: list[tuple[VenueTable, Row, bool]]) -> str:
    """The one word of all rows, or DISAGREE."""
    words = {row.verdict for _, row, _ in stating}
    return words.pop() if len(words) == 1 else DISAGREE


def conditions_of(stating: list[tuple[VenueTable, Row, bool]]) -> str | None:
    """The conditions of all rows: who agrees on the verdict may still ask for more."""
    texts = dict.fromkeys(table.conditions[row.conditions] for table, row, _ in stating if row.conditions)
    return "；".join(texts) or None


def trace_of(table: VenueTable, row: Row) -> tuple[str, str]:
    """The row and its clause, for the record."""
    return f"row at line {row.line}: {row.verdict}", f"{table.notice} {row.clause}"


def find_row(table: VenueTable, venue: str, zone: str) -> tuple[Row, bool]:
    """The deciding row, and whether it names the venue (False: it is the zone's row for all others)."""
    rows = [row for row in table.rows if zone in row.zones]
    named = next((row for row in rows if row.venues is not None and venue in row.venues), None)
    return (named, True) if named else (next(row for row in rows if row.venues is None), False)


def verdicts_by_zone(rulebook: Rulebook, venue: str, at: datetime) -> dict[str, VenueVerdict]:
    """The verdict in each zone kind, strictest zone first."""
    return {zone: decide_venue(rulebook, venue, zone, at) for zone in ZONE_KINDS}


def zone_matters(rulebook: Rulebook, venue: str, at: datetime) -> bool:
    """Whether the zones that a notice covers give more than one verdict, so that the zone has to be asked for."""
    words = {v.word for v in verdicts_by_zone(rulebook, venue, at).values()} - {NOT_STATED}
    return len(words) > 1
