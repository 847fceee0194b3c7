"""May this kind of venue open in this kind of zone? Press conference no. 34, read as a table."""
from __future__ import annotations

from datetime import datetime

from knowledge.rulebook.model import ZONE_KINDS, Row, Rulebook, VenueTable, VenueVerdict


def decide_venue(rulebook: Rulebook, venue: str, zone: str, at: datetime) -> VenueVerdict:
    """The verdict for one cell at an instant; ``not_stated`` without a notice when no table was in force."""
    table = rulebook.venue_table(at)
    if table is None:
        return VenueVerdict("not_stated", venue, zone, at, None, None, None, False, ("no table in force",))
    row, named = find_row(table, venue, zone)
    others = tuple(z for z in ZONE_KINDS if find_row(table, venue, z)[0].verdict != row.verdict)
    trace = (f"zone={zone}", f"venue={venue}", f"row at line {row.line}: {row.verdict}", f"{table.notice} {row.clause}")
    conditions = table.conditions.get(row.conditions) if row.conditions else None
    return VenueVerdict(row.verdict, venue, zone, at, table.notice, row.clause, conditions, named, trace, others)


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
    words = {v.word for v in verdicts_by_zone(rulebook, venue, at).values()} - {"not_stated"}
    return len(words) > 1
