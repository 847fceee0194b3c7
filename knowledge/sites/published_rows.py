"""One row of a published list of sites -> the values of a row of sites.csv. Nothing is guessed: what no column, word
or title tells is refused with what to change."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from knowledge.places.districts import districts
from knowledge.places.names import district_name
from knowledge.sites.coordinates import TO_GCJ02
from knowledge.sites.model import COLUMNS, DATUM, EVERYBODY, FULL_LIST, KINDS, STATUSES, TUBES, YES
from knowledge.sites.published_words import kind_in, word
from knowledge.sites.rows import SiteError

_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*00:00(?::00)?)?")
_PAIR = re.compile(r"\s*(-?\d+\.?\d*)\s*[,，;、\s]\s*(-?\d+\.?\d*)\s*")
_PHONES = re.compile(r"\s*[、，；;/\n]\s*")
_PARTS_OF_DAY = (("hours_morning", "上午"), ("hours_afternoon", "下午"), ("hours_night", "晚上"))
StreetDistrict = Callable[[str], str | None]


def spelt_out() -> list[str]:
    """Every spelling of a district with its ending, the longest first."""
    return sorted((name for name in districts().by_name if name[-1] in "区市县"), key=len, reverse=True)


def site_values(values: dict[str, str], title: str, source: str, district_of_street: StreetDistrict) -> dict[str, str]:
    """``values`` by the meanings of their columns, completed. title: what stands above the table; source: where the
    list is from when no column says so; district_of_street: the one district that has a street. Raises SiteError."""
    found = {name: values.get(name, "") for name in (*COLUMNS, "hours_published", "tube", "fee", DATUM, FULL_LIST)}
    found["district"] = _district(values, district_of_street)
    found["kind"] = _kind(found["kind"] or values.get("kind_published", ""), found["name"], title)
    found["audience"] = word("audiences", found["audience"]) or found["audience"] or EVERYBODY
    found["status"] = _meant("statuses", "status", found["status"] or STATUSES[0], STATUSES)
    found["tube"] = _meant("tubes", "tube", found["tube"], TUBES)
    found[DATUM] = _meant("datums", DATUM, found[DATUM], tuple(TO_GCJ02))
    found["hours_published"] = _hours(values)
    found["lat"], found["lon"], named = _position(values)
    found[DATUM] = named or found[DATUM]
    found["phone"] = _PHONES.sub("、", found["phone"]).strip("、")
    found["valid_from"] = _date(found["valid_from"]) or _dated(title)
    found["valid_to"] = _date(found["valid_to"])
    found["source"] = found["source"] or source
    found[FULL_LIST] = YES if found[FULL_LIST] in (YES, "是") else found[FULL_LIST]
    found["site_id"] = found["site_id"] or _made_id(found)
    if not found["valid_from"]:
        raise SiteError("no date tells since when the site is there; add a column 启用日期, or a title with the date.")
    return found


def _district(values: dict[str, str], district_of_street: StreetDistrict) -> str:
    """As its column says; else the one that address or name begins with, or that alone has the street."""
    if values.get("district"):
        return values["district"]
    for text in (values.get("address", ""), values.get("name", "")):
        named = next((name for name in spelt_out() if name in text), None)
        if named:
            return district_name(named)
    district = district_of_street(values["street"]) if values.get("street") else None
    if district is None:
        raise SiteError("the row names no district; fill a column 区县, or write the district into the address.")
    return district


def _kind(written: str, name: str, title: str) -> str:
    if written in KINDS:
        return written
    kind = word("kinds", written) if written else kind_in(name) or kind_in(title) or KINDS[1]
    if kind is None:
        raise SiteError(f"the kind {written!r} is not known; write one of {', '.join(KINDS)} into a column kind.")
    return kind


def _meant(group: str, column: str, written: str, choices: tuple[str, ...]) -> str:
    if not written or written in choices:
        return written
    meant = word(group, written)
    if meant is None:
        raise SiteError(f"{column} is {written!r}; it must be one of {', '.join(choices)}.")
    return meant


def _hours(values: dict[str, str]) -> str:
    """As published; where each part of the day has a column of its own, those that are filled, one behind the other."""
    parts = [f"{part}{values[name]}" if values[name][0].isdigit() else values[name]
             for name, part in _PARTS_OF_DAY if values.get(name)]
    return values.get("hours_published") or "、".join(parts)


def _position(values: dict[str, str]) -> tuple[str, str, str]:
    """(lat, lon, the datum where the names of the columns tell it)."""
    for name, order in (("lat_lon", (1, 2)), ("lon_lat", (2, 1))):
        if values.get(name):
            pair = _PAIR.fullmatch(values[name])
            if pair is None:
                raise SiteError(f"the position {values[name]!r} is no two numbers; write 113.6253,34.7466.")
            return pair[order[0]], pair[order[1]], ""
    for datum in TO_GCJ02:
        if values.get(f"lat_{datum}"):
            return values[f"lat_{datum}"], values.get(f"lon_{datum}", ""), datum
    return values.get("lat", ""), values.get("lon", ""), ""


def _date(text: str) -> str:
    """2022/11/1 and 2022年11月1日 as 2022-11-01; any other text as it is."""
    found = _DATE.fullmatch(text)
    return "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else text


def _dated(title: str) -> str:
    found = _DATE.search(title)
    return _date(found[0]) if found else ""


def _made_id(found: dict[str, str]) -> str:
    """The same for the same site in every later list: of its district, name and address."""
    named = "\n".join((districts().as_written(found["district"]) or "", found["name"], found["address"]))
    return "published-" + hashlib.sha256(named.encode()).hexdigest()[:16]
