"""What the rows in force say of a kind of zone as a whole: of each kind of venue that they name there, and of the rest.
Pure."""
from __future__ import annotations

from datetime import datetime

from knowledge.rulebook.model import Names, Rulebook, VenueVerdict
from knowledge.rulebook.venues import decide_venue

# All kinds that no row names in a zone: beside some that are named, or alone. No kind of venue has such a key.
REST, ALL = "rest", "all"


def kinds_named(book: Rulebook, at: datetime) -> tuple[str, ...]:
    """The kinds that any row in force names, in the order of the rows."""
    rows = sorted(book.venue_rows(at), key=lambda row: row.venues is None)
    return tuple(dict.fromkeys(venue for row in rows for venue in row.venues or ()))


def named_there(book: Rulebook, zone: str | None, at: datetime, where: Names = ()) -> dict[str, VenueVerdict]:
    """The verdicts in a zone (None: none is designated) on the kinds that rows name there, and behind them on the
    rest."""
    verdicts = ((venue, decide_venue(book, venue, zone, at, where)) for venue in kinds_named(book, at))
    named = {venue: verdict for venue, verdict in verdicts if verdict.named}
    rest = REST if named else ALL
    return {**named, rest: decide_venue(book, rest, zone, at, where)}
