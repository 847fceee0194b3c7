"""Loading places: our own columns, or tables of administrative divisions as they are published."""
from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.loading.report import LoadReport, Refusal
from knowledge.loading.table import Row
from knowledge.places.model import Place
from knowledge.places.names import DISTRICTS, district_name, settle
from knowledge.places.tables import PlaceRow

_LEVELS = ("district", "street", "community", "compound")
_COMMITTEE = re.compile(r"(居民委员会|居民管理委员会|管理委员会|(?<=村)民委员会|居委会|委会)$")


def load_places(session: Session, rows: Iterable[Row]) -> LoadReport:
    """Adds places to the gazetteer; all or nothing, loading twice changes nothing.

    Columns: district, street, community, compound, aliases (joined by |), lat, lon (GCJ-02), source; or
    code, parent, level, name, county, town, longitude, latitude; or code, name, area_code, area.
    """
    report, read = LoadReport(), {}
    for row in rows:
        try:
            values = _read(row.values)
        except ValueError as problem:
            report.refused.append(Refusal(row.line, str(problem)))
            continue
        if values:
            names = tuple(values[level] for level in _LEVELS)
            read[names] = {**read.get(names, {}), **values}
    return report if report.refused else _store(session, read, report)


def _store(session: Session, read: dict[tuple, dict], report: LoadReport) -> LoadReport:
    have = {tuple(getattr(row, level) for level in _LEVELS): row for row in session.scalars(select(PlaceRow))}
    for names, values in read.items():
        row = have.get(names)
        if row is None:
            session.add(PlaceRow(**values))
            report.added += 1
        elif any(getattr(row, name) != value for name, value in values.items() if value not in ("", None)):
            _change(row, values)
            report.changed += 1
        else:
            report.unchanged += 1
    session.flush()
    return report


def _change(row: PlaceRow, values: dict) -> None:
    for name, value in values.items():
        if value not in ("", None):
            setattr(row, name, value)
    row.revision += 1


def _read(values: dict[str, str]) -> dict | None:
    if "level" in values:
        return _division(values)
    if "area_code" in values:
        return _street(values)
    return _own(values)


def _own(values: dict[str, str]) -> dict:
    names = [values.get(level, "").strip() for level in _LEVELS]
    return _place(names, values.get("aliases", ""), values.get("lat"), values.get("lon"),
                  values.get("source", ""))


def _street(values: dict[str, str]) -> dict:
    district = _district(values["area"])
    name = values["name"].removeprefix(values["area"])
    return _place([district, _with_suffix(name), "", ""], source=f"code {values['code']}")


def _division(values: dict[str, str]) -> dict | None:
    if values["level"] == "city" or values["name"] == "市辖区":
        return None
    district = _district(values["name"] if values["level"] == "county" else values["county"])
    town = "" if values["level"] == "county" else _with_suffix(values.get("town") or values["name"])
    village = _committee(values["name"]) if values["level"] == "village" else ""
    return _place([district, town, village, ""], "", values.get("latitude"), values.get("longitude"),
                  f"code {values['code']}")


def _committee(name: str) -> str:
    short = _COMMITTEE.sub("", name)
    return short if short.endswith(("社区", "村")) or short == name else short + "社区"


def _with_suffix(town: str) -> str:
    town = re.sub("管理委员会$", "", town)
    return re.sub("办事处$", "街道", town) if town.endswith("办事处") and "街道" not in town else town


def _district(name: str) -> str:
    return district_name(name.strip())


def _place(names: list[str], aliases: str = "", lat: str | None = "", lon: str | None = "", source: str = ""):
    district = _district(names[0]) if names[0] else ""
    if district not in DISTRICTS:
        raise ValueError(f"{names[0]!r} is no district of the city; write one of {'、'.join(DISTRICTS)}.")
    place = settle(Place(district, names[1] or None))
    names = [place.district, place.street or "", *names[2:]]
    kind = next(level for level, name in zip(reversed(_LEVELS), reversed(names), strict=True) if name)
    return dict(zip(_LEVELS, names, strict=True), kind=kind, aliases=aliases.strip(), lat=_degrees(lat),
                lon=_degrees(lon), source=source[:80])


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no number of degrees for lat or lon.") from None
