"""One row of sites.csv read strictly into the values of a site."""
from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from knowledge.clock import parse_instant
from knowledge.places.districts import districts
from knowledge.sites.coordinates import TO_GCJ02, in_china
from knowledge.sites.hours import HoursError, parse_hours
from knowledge.sites.model import (
    AUDIENCES,
    COLUMNS,
    DATUM,
    FULL_LIST,
    KINDS,
    PUBLISHED,
    SAMPLE,
    STATUSES,
    TUBES,
    YES,
    Site,
)
from knowledge.sites.phones import PhoneError, read_phone
from knowledge.sites.published_hours import read_published

REQUIRED = ("site_id", "kind", "name", "district", "audience", "status", "valid_from", "source")
CHOICES = {"kind": KINDS, "status": STATUSES, FULL_LIST: ("", YES), "tube": ("", *TUBES),
           DATUM: ("", *TO_GCJ02)}
# An audience in other words is Chinese; anything else is a slip.
CHINESE = re.compile("[一-鿿]")
# Typed with a Chinese keyboard these come in full width.
HALF_WIDTH = ("lat", "lon", "phone", "valid_from", "valid_to")
NUMBER = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)


class SiteError(ValueError):
    """A row that is no site; the message is one sentence."""


def read_site(values: dict[str, str], sample: bool = False) -> Site:
    """The site of one row with the columns of sites.csv; ``sample`` or its id makes it demonstration data. Raises
    SiteError."""
    if not values["hours"] and "hours_published" not in values:
        raise SiteError("hours must not be empty; write them as they are published into a column hours_published.")
    values = {FULL_LIST: "", DATUM: "", **dict.fromkeys(PUBLISHED, ""), **values}
    values.update({name: unicodedata.normalize("NFKC", values[name]).strip() for name in HALF_WIDTH})
    missing = [name for name in REQUIRED if not values[name]]
    if missing:
        raise SiteError(f"{', '.join(missing)} must not be empty.")
    for column, choices in CHOICES.items():
        if values[column] not in choices:
            raise SiteError(f"{column} is {values[column]!r}; it must be one of {', '.join(choices)}.")
    if values["audience"] not in AUDIENCES and not CHINESE.search(values["audience"]):
        raise SiteError(f"audience is {values['audience']!r}; it must be one of {', '.join(AUDIENCES)}, or in Chinese.")
    lat, lon = _position(values["lat"], values["lon"], values[DATUM] or "gcj02")
    start, end = _window(values["valid_from"], values["valid_to"])
    read = {"lat": lat, "lon": lon, "valid_from": start, "valid_to": end,
            "hours": _hours(values["hours"], values["hours_published"]),
            "district": _district(values["district"]), "phone": _phone(values["phone"])}
    return Site(
        **{**{name: values[name] for name in (*COLUMNS, *PUBLISHED)}, **read},
        sample=sample or values["site_id"].startswith(SAMPLE)
    )


def _district(text: str) -> str:
    # Residents name the whole district; a site under another spelling, or of another city, would never be found.
    district = districts().as_written(text)
    if district is None:
        raise SiteError(
            f"district {text!r} is no district of the city; it must be one of {'、'.join(districts().names)}."
        )
    return district


def _hours(text: str, published: str) -> str:
    if not text:
        return read_published(published) or ""
    try:
        parse_hours(text)
    except HoursError as error:
        raise SiteError(str(error)) from None
    return text


def _phone(text: str) -> str:
    try:
        return read_phone(text)
    except PhoneError as error:
        raise SiteError(str(error)) from None


def _position(lat: str, lon: str, datum: str) -> tuple[float, float] | tuple[None, None]:
    if not lat and not lon:
        return None, None
    if not lat or not lon:
        raise SiteError("Only one of lat and lon is given; give both or leave both empty.")
    if not NUMBER.fullmatch(lat) or not NUMBER.fullmatch(lon):
        raise SiteError(f"lat {lat!r} and lon {lon!r} must be plain degrees such as 34.7466 and 113.6253.")
    if not in_china(float(lat), float(lon)):
        raise SiteError(f"lat {lat} and lon {lon} lie outside of China; give lat first, in GCJ-02.")
    # To a tenth of a metre; GCJ-02 stays as it is written.
    return tuple(round(each, 6) if datum != "gcj02" else each for each in TO_GCJ02[datum](float(lat), float(lon)))


def _window(start: str, end: str) -> tuple[datetime, datetime | None]:
    window = _instant("valid_from", start), _instant("valid_to", end) if end else None
    if window[1] is not None and window[1] <= window[0]:
        raise SiteError(f"valid_to {end} is not after valid_from {start}.")
    return window


def _instant(column: str, text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise SiteError(f"{column}: {error}") from None
