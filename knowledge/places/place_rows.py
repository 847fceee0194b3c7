"""One row of a table of places -> checked values with canonical names. A ValueError is a sentence for the operator."""
from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.places.districts import districts
from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.places.tables import PlaceRow, refuse_too_long

LEVELS = ("district", "street", "community", "compound")
# Each shape by the columns it must have: our own, and two in which administrative divisions are published. Our own
# may also have lat, lon (GCJ-02) and source; aliases are joined by |.
SHAPES = (("district", "street", "community", "compound", "aliases"), ("code", "level", "name", "county", "town"),
          ("code", "name", "area_code", "area"))
_DIVISIONS = ("city", "county", "town", "village")
_COMMITTEE = re.compile(r"(居民委员会|居民管理委员会|管理委员会|(?<=村)民委员会|居委会|委会)$")


def is_places(columns: Collection[str]) -> bool:
    """Whether a table with these columns is one of places."""
    return any(set(shape) <= set(columns) for shape in SHAPES)


def read_place(values: dict[str, str]) -> dict | None:
    """The values of a row of the place table; None for what is no place in the city (the city itself, 市辖区)."""
    if "level" in values:
        return _division(values)
    if "area_code" in values:
        return _street(values)
    return _own(values)


def _own(values: dict[str, str]) -> dict:
    names = [values.get(level, "").strip() for level in LEVELS]
    return _place(names, values.get("aliases", ""), values.get("lat"), values.get("lon"),
                  values.get("source", ""))


def _street(values: dict[str, str]) -> dict:
    district = _district(values["area"])
    name = _named(values).removeprefix(values["area"])
    return _place([district, _with_suffix(name), "", ""], source=f"code {values['code']}")


def _division(values: dict[str, str]) -> dict | None:
    if values["level"] not in _DIVISIONS:
        raise ValueError(f"The level {values['level']!r} is none of {', '.join(_DIVISIONS)}.")
    name = _named(values)
    if values["level"] == "city" or name == "市辖区":
        return None
    district = _district(name if values["level"] == "county" else values["county"])
    town = "" if values["level"] == "county" else _with_suffix(values["town"] or name)
    village = _committee(name) if values["level"] == "village" else ""
    return _place([district, town, village, ""], "", values.get("latitude"), values.get("longitude"),
                  f"code {values['code']}")


def _named(values: dict[str, str]) -> str:
    if not values["name"]:
        raise ValueError("The column name is empty; every division needs it.")
    return values["name"]


def _committee(name: str) -> str:
    short = _COMMITTEE.sub("", name)
    return short if short.endswith(("社区", "村")) or short == name else short + "社区"


def _with_suffix(town: str) -> str:
    town = re.sub("管理委员会$", "", town)
    return re.sub("办事处$", "街道", town) if town.endswith("办事处") and "街道" not in town else town


def _district(name: str) -> str:
    """The canonical name; Raises ValueError for what is no district of the city."""
    district = districts().as_written(name)
    if district is None:
        raise ValueError(f"{name!r} is no district of the city; write one of {'、'.join(districts().names)}.")
    return district


def _place(names: list[str], aliases: str = "", lat: str | None = "", lon: str | None = "", source: str = ""):
    place = settle(Place(_district(names[0]), names[1] or None))
    names = [place.district, place.street or "", *names[2:]]
    refuse_too_long(PlaceRow, dict(zip(LEVELS, names, strict=True)))
    kind = next(level for level, name in zip(reversed(LEVELS), reversed(names), strict=True) if name)
    return dict(zip(LEVELS, names, strict=True), kind=kind, aliases=aliases.strip(), lat=_degrees(lat, 90),
                lon=_degrees(lon, 180), source=source[:80])


def _degrees(text: str | None, most: int) -> float | None:
    try:
        degrees = float(text) if text else None
    except ValueError:
        degrees = float("nan")
    if degrees is None or abs(degrees) <= most:
        return degrees
    raise ValueError(f"{text!r} is no number of degrees for lat or lon.")
