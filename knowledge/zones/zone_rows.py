"""One row of zones.csv -> checked values with canonical names. A ValueError is a sentence for the operator."""
from __future__ import annotations

from knowledge.clock import parse_instant
from knowledge.places.districts import districts
from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.places.tables import refuse_too_long
from knowledge.releases.zone_kinds import zone_kinds
from knowledge.text.numerals import arabic_buildings
from knowledge.zones.designation_piece import read_piece
from knowledge.zones.tables import ZoneRow

COLUMNS = ("zone_id", "kind", "district", "street", "community", "compound", "building", "unit", "text", "status",
           "valid_from", "valid_to", "notice")
STATUSES = ("proposed", "approved", "published", "lifted")
SAMPLE = "sample-"


def read_zone(values: dict[str, str]) -> dict:
    """The values of ``COLUMNS`` and ``sample``; times as instants, place names canonical."""
    zone = {name: (values.get(name) or "").strip() for name in COLUMNS}
    _check_words(zone)
    zone.update(_times(zone))
    zone.update(_place(zone))
    refuse_too_long(ZoneRow, zone)
    zone["sample"] = zone["zone_id"].startswith(SAMPLE)
    return zone


def _check_words(zone: dict) -> None:
    for name in ("zone_id", "kind", "district", "status", "valid_from"):
        if not zone[name]:
            raise ValueError(f"The column {name} is empty; every zone needs it.")
    if zone["kind"] not in zone_kinds():
        raise ValueError(f"The kind {zone['kind']!r} is none of {', '.join(zone_kinds())}.")
    if zone["status"] not in STATUSES:
        raise ValueError(f"The status {zone['status']!r} is none of {', '.join(STATUSES)}.")
    if districts().as_written(zone["district"]) is None:
        raise ValueError(
            f"{zone['district']!r} is no district of the city; write one of {'、'.join(districts().names)}."
        )


def _times(zone: dict) -> dict:
    start = _instant("valid_from", zone["valid_from"])
    end = _instant("valid_to", zone["valid_to"]) if zone["valid_to"] else None
    if end and end <= start:
        raise ValueError(f"valid_to {zone['valid_to']} is not after valid_from {zone['valid_from']}.")
    return {"valid_from": start, "valid_to": end}


def _instant(name: str, text: str):
    try:
        return parse_instant(text)
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None


def _place(zone: dict) -> dict:
    building, unit = _parted(_numbered(zone["building"], "号楼"), _numbered(zone["unit"], "单元"))
    if unit and not (building or zone["compound"]):
        raise ValueError("A unit without a building or compound cannot be found; fill building or compound.")
    place = settle(Place(districts().as_written(zone["district"]), zone["street"] or None))
    street = place.street or ""
    if street and street[-2:] != "街道" and street[-1] not in "镇乡":
        street += "街道"
    return {"district": place.district, "street": street, "building": building, "unit": unit}


def _parted(building: str, unit: str) -> tuple[str, str]:
    """A4座底商 in the column of the building says the part of it as well."""
    piece = read_piece(building, Place())
    return (piece.building, piece.unit) if not unit and piece.building and piece.unit else (building, unit)


def _numbered(text: str, suffix: str) -> str:
    return arabic_buildings(text + suffix if text.isdigit() else text)
