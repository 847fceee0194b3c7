"""Designations out of the database, and how the reading of a list's text is kept there."""
from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.kept import ZONES, kept
from knowledge.places.model import LEVELS, Place
from knowledge.releases.zone_kinds import strictness
from knowledge.zones.model import Designation, ParsedPart
from knowledge.zones.parse import exceptions_of
from knowledge.zones.tables import RiskEntryRow, RiskListRow, ZoneRow


def hours(session: Session) -> list[datetime]:
    """The hours of all loaded lists, in order (Asia/Shanghai)."""
    return kept(session, ZONES, "hours", lambda: sorted(set(session.scalars(select(RiskListRow.hour)))))


def designations(session: Session, district: str, at: datetime) -> tuple[Designation, ...]:
    """All that holds in a district at ``at``: published rows of tables and entries of lists. Between two instants at
    which something begins or ends it is read once."""
    bounds = kept(session, ZONES, ("bounds", district), lambda: _bounds(session, district))
    stretch = bisect_right(bounds, at)
    return kept(session, ZONES, (district, stretch), lambda: _read(session, district, at))


def _bounds(session: Session, district: str) -> list[datetime]:
    """The instants at which anything of the district begins or ends, in order."""
    found = {instant for table in (ZoneRow, RiskEntryRow) for column in (table.valid_from, table.valid_to)
             for instant in session.scalars(select(column).where(table.district == district).distinct())}
    return sorted(found - {None})


def _read(session: Session, district: str, at: datetime) -> tuple[Designation, ...]:
    real_lists = session.scalars(select(RiskListRow.id).limit(1)).first() is not None
    rows = session.scalars(select(ZoneRow).where(ZoneRow.district == district, ZoneRow.status == "published",
                                                 *_holds(ZoneRow, at)))
    entries = session.scalars(select(RiskEntryRow).where(RiskEntryRow.district == district,
                                                         *_holds(RiskEntryRow, at)))
    return (*(_of_row(row) for row in rows if not (row.sample and real_lists)),
            *(designation for entry in entries for designation in _of_entry(entry)))


def _holds(table, at: datetime):
    return table.valid_from <= at, or_(table.valid_to.is_(None), table.valid_to > at)


def _of_row(row: ZoneRow) -> Designation:
    place = Place(*(getattr(row, level) or None for level in LEVELS))
    rest = not strictness(row.kind) and place.width == "district"
    text = row.text or place.label
    return Designation(row.zone_id, row.kind, place, text, row.valid_from, row.valid_to, row.notice, "table",
                       remainder=rest, exceptions=exceptions_of(text, place), sample=row.sample)


def _of_entry(entry: RiskEntryRow) -> list[Designation]:
    return [Designation(f"list-{entry.id}-{number}", entry.kind, part.place, entry.text, entry.valid_from,
                        entry.valid_to, "", "list", part.remainder, part.exceptions, part.bounded_by_text)
            for number, part in enumerate(parts_from_json(entry.parts), 1)]


def parts_to_json(parts: list[ParsedPart]) -> list[dict]:
    """Without the text, which the entry keeps itself."""
    return [{key: value for key, value in asdict(part).items() if key != "text"} for part in parts]


def parts_from_json(stored: list[dict]) -> list[ParsedPart]:
    return [ParsedPart(Place(**part["place"]), part["remainder"],
                       tuple(Place(**place) for place in part["exceptions"]), part["bounded_by_text"])
            for part in stored]
