"""Loading hours of the risk-area list, in any order: each says what was listed then; nothing is deleted."""
from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.places.districts import districts
from knowledge.places.learned_places import remember
from knowledge.places.names import district_name
from knowledge.places.tables import PlaceRow
from knowledge.tables.report import LoadReport
from knowledge.zones.model import ParsedPart
from knowledge.zones.parse import parse_designation
from knowledge.zones.risk_area_response import RiskList, RiskListError, read_reply
from knowledge.zones.stored import parts_to_json
from knowledge.zones.tables import RiskEntryRow, RiskListRow, ZoneRow

__all__ = ["RiskListError", "load_risk_list"]


def load_risk_list(session: Session, reply: dict, city: str, source: str, none_listed: bool = False) -> LoadReport:
    """Keeps what the reply lists for ``city`` at its hour. Raises RiskListError, a sentence, changing nothing.

    added: texts new at that hour; changed: texts whose span was cut or lengthened; unchanged: still listed. A list of
    other cities only that would close something is refused unless ``none_listed`` says that it is meant so; an empty
    one closes everything.
    """
    listed = read_reply(reply, city)
    if listed.elsewhere and not listed.entries and not none_listed:
        _refuse_other_cities(session, listed, city)
    digest = hashlib.sha256(json.dumps(sorted(listed.entries)).encode()).hexdigest()
    row = session.scalars(select(RiskListRow).where(
        RiskListRow.city == city, RiskListRow.hour == listed.hour)).one_or_none()
    if row and row.digest == digest:
        return LoadReport(unchanged=len(listed.entries))
    retired = _samples_retired(session)
    if row:
        row.digest, row.source = digest, source[:200]
    else:
        session.add(RiskListRow(city=city, hour=listed.hour, source=source[:200], digest=digest))
    report = _Spans(session, city, listed).state()
    report.retired, report.notes = retired, _notes(listed, city)
    session.flush()
    return report


def _refuse_other_cities(session: Session, listed: RiskList, city: str) -> None:
    rows = session.scalars(select(RiskEntryRow).where(RiskEntryRow.city == city))
    before = select(RiskListRow.id).where(RiskListRow.city == city, RiskListRow.hour <= listed.hour).limit(1)
    if session.scalars(before).first() is None or any(_covers(row, listed.hour) for row in rows):
        cities = "、".join(listed.elsewhere[:3]) + ("…" if len(listed.elsewhere) > 3 else "")
        raise RiskListError(
            f"The list of {listed.hour:%Y-%m-%d %H:%M} names nothing in {city} (JUMIN_CITY), only {cities}; nothing "
            f"was changed. "
            "If the city has indeed left the list, load it with --none-listed."
        )


def _notes(listed: RiskList, city: str) -> list[str]:
    """What an operator should know of a list that was loaded."""
    if not listed.entries:
        return [
            *listed.doubts,
            f"The list of {listed.hour:%Y-%m-%d %H:%M} names nothing in {city}: from then on nothing is listed there."
        ]
    unknown = dict.fromkeys(county for _, county, _ in listed.entries if district_name(county) not in districts().names)
    return [
        *listed.doubts,
        *(f"{name} is no known district of {city}; what is listed there is kept under this name." for name in unknown)
    ]


def _samples_retired(session: Session) -> int:
    """How many sample zones stop counting with this load: all, when it is the first."""
    if session.scalars(select(RiskListRow.id).limit(1)).first() is not None:
        return 0
    return session.scalar(select(func.count()).select_from(ZoneRow).where(ZoneRow.sample))


class _Spans:
    """The spans of a city's texts, brought to agree with what one hour lists.

    Only the stretch from that hour to the next loaded one is touched, so the order of loading does not matter.
    """

    def __init__(self, session: Session, city: str, listed: RiskList):
        self.session, self.city, self.listed, self.hour = session, city, listed, listed.hour
        later = select(RiskListRow.hour).where(RiskListRow.city == city, RiskListRow.hour > self.hour)
        self.next = session.scalars(later.order_by(RiskListRow.hour).limit(1)).first()
        self.report = LoadReport()
        self.streets = _streets(session)

    def state(self) -> LoadReport:
        wanted, covered = set(self.listed.entries), set()
        rows = list(self.session.scalars(select(RiskEntryRow).where(RiskEntryRow.city == self.city)))
        for row in rows:
            if _covers(row, self.hour):
                name = (row.kind, row.county, row.text)
                covered.add(name)
                self._keep() if name in wanted else self._cut(row)
        following = {(row.kind, row.county, row.text): row for row in rows
                     if self.next and row.valid_from == self.next and _covers(row, self.next)}
        missing = [name for name in self.listed.entries if name not in covered]
        self._open(missing, following)
        return self.report

    def _keep(self) -> None:
        self.report.unchanged += 1

    def _cut(self, row: RiskEntryRow) -> None:
        if self.next and _covers(row, self.next):
            self.session.add(RiskEntryRow(
                city=row.city, kind=row.kind, county=row.county, text=row.text, district=row.district,
                parts=row.parts, valid_from=self.next, valid_to=row.valid_to))
        row.valid_to = self.hour
        self.report.changed += 1

    def _open(self, missing: list[tuple[str, str, str]], following: dict) -> None:
        places = []
        for name in missing:
            if name in following:
                following[name].valid_from = self.hour
                self.report.changed += 1
                continue
            places += self._add(name)
        remember(self.session, places, "list")

    def _add(self, name: tuple[str, str, str]) -> list:
        kind, county, text = name
        parts = parse_designation(county, text, self.streets.get(district_name(county), ()))
        self.session.add(RiskEntryRow(
            city=self.city, kind=kind, county=county, text=text, district=parts[0].place.district,
            parts=parts_to_json(parts), valid_from=self.hour, valid_to=self.next))
        self.report.added += 1
        return _places(parts)


def _covers(row: RiskEntryRow, at: datetime) -> bool:
    return row.valid_from <= at and (row.valid_to is None or at < row.valid_to)


def _places(parts: list[ParsedPart]) -> list:
    return [place for part in parts for place in (part.place, *part.exceptions)]


def _streets(session: Session) -> dict[str, list[str]]:
    """The known streets by district."""
    found: dict[str, list[str]] = {}
    for district, street in session.execute(select(PlaceRow.district, PlaceRow.street).where(
            PlaceRow.kind == "street")):
        found.setdefault(district, []).append(street)
    return found
