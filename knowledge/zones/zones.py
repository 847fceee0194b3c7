"""Which zone a place is in, and loading the rows of zones.csv."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from knowledge.places.learned_places import remember
from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.tables.report import LoadReport, Refusal
from knowledge.tables.table import Row
from knowledge.zones.decide import decide
from knowledge.zones.model import ZoneAnswer
from knowledge.zones.stored import designations, hours
from knowledge.zones.tables import ZoneRow
from knowledge.zones.zone_rows import COLUMNS, read_zone


def zone_at(session: Session, place: Place, at: datetime, max_age: timedelta, unknown: str = "") -> ZoneAnswer:
    """The zone of ``place`` (canonical, completed by the gazetteer) at the aware instant ``at``.

    max_age: how far apart two lists may lie and still tell about the time between them; unknown: what the
    address goes on to name and the gazetteer does not have (``Mention.unknown``).
    """
    place = settle(place)
    found = designations(session, place.district, at) if place.district else ()
    return decide(found, hours(session), place, at, max_age, unknown)

# The source of places that are known because a zone names them.
NAMED_BY_ZONES = "zones"


def load_zones(session: Session, rows: Iterable[Row], source_name: str = "") -> LoadReport:
    """Rows of zones.csv; with one refused row nothing is changed. The places named join the gazetteer."""
    report, read = LoadReport(), {}
    for row in rows:
        try:
            zone = read_zone(row.values)
            if zone["zone_id"] in read:
                raise ValueError(f"The zone_id {zone['zone_id']} stands in an earlier row too; ids must differ.")
            read[zone["zone_id"]] = zone
        except ValueError as problem:
            report.refused.append(Refusal(row.line, str(problem)))
    if not report.refused:
        for zone in read.values():
            _store(session, zone | {"source": source_name[:200]}, report)
        places = [Place(*(zone[level] or None for level in COLUMNS[2:8])) for zone in read.values()]
        remember(session, places, NAMED_BY_ZONES)
    return report


def _store(session: Session, zone: dict, report: LoadReport) -> None:
    row = session.get(ZoneRow, zone["zone_id"])
    if row is None:
        session.add(ZoneRow(**zone))
        report.added += 1
    elif any(getattr(row, name) != value for name, value in zone.items() if name != "source"):
        for name, value in zone.items():
            setattr(row, name, value)
        report.changed += 1
    else:
        report.unchanged += 1
