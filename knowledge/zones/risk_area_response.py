"""A reply of the national risk-area service -> its hour and the entries of one city. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.clock import SHANGHAI
from knowledge.places.names import same_city
from knowledge.releases.zone_kinds import zone_kinds

COUNTS = {"highlist": "hcount", "middlelist": "mcount", "lowlist": "lcount"}
# The longest of November 2022 have 493 characters, and names of districts 40 at most.
LONGEST_TEXT, LONGEST_NAME = 2000, 40
# Of one city; the whole country had 18,861 on 23 November 2022, and each is taken apart and stored.
MOST_TEXTS = 20_000
_HOUR = re.compile(r"\s*(20\d\d)-(\d{1,2})-(\d{1,2})\s*(\d{1,2})\s*[时点]\s*")


class RiskListError(ValueError):
    """A reply cannot be used; the message is one sentence. Nothing was changed."""


@dataclass(frozen=True)
class RiskList:
    """What one hour lists for a city: (kind, district, text) without repetition. ``hour`` is Asia/Shanghai;
    ``elsewhere`` are the other cities that are listed; ``doubts`` are sentences about counts of the reply that it does
    not come up to."""

    hour: datetime
    entries: tuple[tuple[str, str, str], ...]
    elsewhere: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_reply(reply: object, city: str) -> RiskList:
    """Raises RiskListError when the shape is not the service's. All three lists empty say that nowhere is anything
    listed."""
    data = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(data, dict):
        raise RiskListError("The risk-area reply has no object 'data'; was this file fetched from the service?")
    hour, areas = _hour(data.get("end_update_time")), _areas(data)
    _check_nothing_is_missing(data)
    ours = [(kind, area) for kind, area in areas if _is_in(area, city)]
    found = [(kind, *entry) for kind, area in ours for entry in _entries(area, city)]
    if len(found) > MOST_TEXTS:
        raise RiskListError(
            f"The reply lists {len(found):,} texts for {city}; no city has more than {MOST_TEXTS:,}. Fetch it again."
        )
    elsewhere = dict.fromkeys(area["city"] for _, area in areas if not _is_in(area, city))
    return RiskList(hour, tuple(dict.fromkeys(found)), tuple(elsewhere), tuple(_doubts(data)))


def _hour(text: object) -> datetime:
    match = _HOUR.fullmatch(text) if isinstance(text, str) else None
    try:
        year, month, day, hour = (int(number) for number in match.groups())
        # The end of a day is written as its 24th hour, too.
        end = hour == 24
        return datetime(year, month, day, 0 if end else hour, tzinfo=SHANGHAI) + timedelta(days=end)
    except (AttributeError, ValueError, OverflowError):
        raise RiskListError(
            f"data.end_update_time is {str(text)[:40]!r}, not an hour such as '2022-11-23 8时'."
        ) from None


def _areas(data: dict) -> list[tuple[str, dict]]:
    """All areas with their kind, checked."""
    found = []
    for kind in zone_kinds().values():
        name = kind.listed_as
        if name is None:
            continue
        areas = [] if data.get(name) is None else data[name]
        if not isinstance(areas, list):
            raise RiskListError(f"data.{name} is not a list of areas.")
        found += [(kind.key, _checked(area, f"data.{name}, entry {number}")) for number, area in enumerate(areas, 1)]
    return found


def _check_nothing_is_missing(data: dict) -> None:
    """What a list lacks is closed, so an empty one must say that it is empty and not merely be cut short."""
    for name, count in COUNTS.items():
        said = _count(data, count)
        if not isinstance(data.get(name), list) and said != 0:
            raise RiskListError(
                f"The reply has no {name}; one that lists nothing has it empty. It was cut short: fetch it again."
            )
        if said and not data.get(name):
            raise RiskListError(
                f"data.{count} says {said:g} and data.{name} is empty: it was cut short. Fetch it again."
            )


def _doubts(data: dict) -> Iterator[str]:
    for name, count in COUNTS.items():
        said, texts = _count(data, count), sum(len(area["communitys"]) for area in data.get(name) or ())
        if said is not None and said > texts:
            yield f"data.{count} says {said:g} and data.{name} has {texts} texts; if it was cut short, fetch it again."


def _count(data: dict, name: str) -> float | None:
    """A count of the reply, as a number or as a text; None where it says none."""
    try:
        return float(data[name])
    except (KeyError, TypeError, ValueError):
        return None


def _is_in(area: dict, city: str) -> bool:
    # The four cities that are provinces are named there; their 'city' is a district, or the city again.
    return same_city(area["city"], city) or same_city(area.get("province") or "", city)


def _entries(area: dict, city: str) -> list[tuple[str, str]]:
    """(district, text) of an area of the city; where 'city' holds the district, 'county' is a street of it."""
    district, street = area["county"].strip(), ""
    if not same_city(area["city"], city) and area["city"].strip() not in ("", district):
        district, street = area["city"].strip(), district
    # A city without districts has no county.
    district = district or city
    texts = (text.strip() for text in area["communitys"])
    return [(district, text if text.startswith(street) else street + text) for text in texts]


def _checked(area: object, where: str) -> dict:
    if not isinstance(area, dict) or not all(isinstance(area.get(key), str) for key in ("city", "county")):
        raise RiskListError(f"{where} names no city and county.")
    if not isinstance(area.get("province") or "", str):
        raise RiskListError(f"{where}: 'province' is not a name.")
    if any(len(area[key]) > LONGEST_NAME or "\0" in area[key] for key in ("city", "county")):
        raise RiskListError(f"{where}: a city and a county have at most {LONGEST_NAME} characters and no NUL.")
    _check_texts(area.get("communitys"), where)
    return area


def _check_texts(texts: object, where: str) -> None:
    # An area without a text may be all of it or nothing of it.
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise RiskListError(f"{where}: 'communitys' is not a list of texts.")
    for number, text in enumerate(texts, 1):
        if len(text) > LONGEST_TEXT or "\0" in text:
            raise RiskListError(
                f"{where}: text {number} of 'communitys' is longer than {LONGEST_TEXT:,} characters or holds a NUL."
            )
