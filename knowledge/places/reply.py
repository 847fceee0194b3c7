"""A reply of the national risk-area service -> its hour and the entries of one city. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from knowledge.clock import SHANGHAI

LISTS = {"highlist": "high_risk", "middlelist": "medium_risk", "lowlist": "low_risk"}
_HOUR = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*(\d{1,2})\s*[时点]\s*")


class RiskListError(ValueError):
    """A reply cannot be used; the message is one sentence. Nothing was changed."""


@dataclass(frozen=True)
class RiskList:
    """What one hour lists for a city: (kind, county, text) without repetition. ``hour`` is Asia/Shanghai."""

    hour: datetime
    entries: tuple[tuple[str, str, str], ...]


def read_reply(reply: object, city: str) -> RiskList:
    """Raises RiskListError when the shape is not the service's."""
    data = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(data, dict):
        raise RiskListError("The risk-area reply has no object 'data'; was this file fetched from the service?")
    hour = _hour(data.get("end_update_time"))
    if not any(data.get(name) for name in LISTS):
        raise RiskListError(f"The risk-area reply of {hour:%Y-%m-%d %H:%M} lists nothing at all; fetch it again.")
    found = [entry for name, kind in LISTS.items() for entry in _entries(data, name, kind, city)]
    return RiskList(hour, tuple(dict.fromkeys(found)))


def _hour(text: object) -> datetime:
    match = _HOUR.fullmatch(text) if isinstance(text, str) else None
    try:
        return datetime(*(int(number) for number in match.groups()), tzinfo=SHANGHAI)
    except (AttributeError, ValueError):
        raise RiskListError(f"data.end_update_time is {text!r}, not an hour such as '2022-11-23 8时'.") from None


def _entries(data: dict, name: str, kind: str, city: str) -> list[tuple[str, str, str]]:
    areas = data.get(name)
    if areas is None:
        areas = []
    if not isinstance(areas, list):
        raise RiskListError(f"data.{name} is not a list of areas.")
    return [(kind, area["county"].strip(), text.strip()) for number, area in enumerate(areas, 1)
            if _checked(area, f"data.{name}, entry {number}")["city"] == city for text in area["communitys"]]


def _checked(area: object, where: str) -> dict:
    if not isinstance(area, dict) or not all(isinstance(area.get(key), str) for key in ("city", "county")):
        raise RiskListError(f"{where} names no city and county.")
    texts = area.get("communitys")
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise RiskListError(f"{where}: 'communitys' is not a list of texts.")
    return area
