"""Reading what comes over HTTP, strictly: anything odd is refused with a sentence and changes nothing. Pure."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.guard.bad_request import BadRequest
from knowledge.sites.coordinates import coarse, wgs84_to_gcj02

LONGEST_TEXT = 2000
LONGEST_ID = 100
LONGEST_BODY = 65536
DATUMS = ("wgs84", "gcj02")


@dataclass(frozen=True)
class WebMessage:
    """A message as the contract has it; the location is GCJ-02 already."""

    id: str
    text: str
    payload: str | None
    location: dict[str, float] | None


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body."""
    if len(body) > LONGEST_BODY:
        raise BadRequest(413, "too_long", f"The request has {len(body)} bytes; {LONGEST_BODY} are taken.")
    try:
        value = read_json(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRequest(400, "malformed", "The request is not UTF-8 text.") from None
    except (json.JSONDecodeError, RecursionError, ValueError):
        raise BadRequest(400, "malformed", "The request is not JSON.") from None
    if not isinstance(value, dict):
        raise BadRequest(400, "malformed", "The request must be a JSON object.")
    refuse_odd_characters(value)
    return value


def read_json(text: str) -> Any:
    """JSON that can be read in one way only: each name once, and no NaN. Raises ValueError."""
    return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError("a name stands twice")
    return names


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def refuse_odd_characters(value: Any) -> None:
    """NUL and lone surrogates stand in no text that a person types, and stores choke on them."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise BadRequest(400, "malformed", "A field holds a NUL or half a character; send whole UTF-8 text.")
    elif isinstance(value, dict):
        for key, item in value.items():
            refuse_odd_characters(key)
            refuse_odd_characters(item)
    elif isinstance(value, list):
        for item in value:
            refuse_odd_characters(item)


def read_message(body: dict[str, Any]) -> WebMessage:
    """The message in a request's object."""
    text, payload, location = _text(body), body.get("payload"), read_location(body.get("location"))
    if payload is not None and (not isinstance(payload, str) or not payload):
        raise BadRequest(400, "malformed", "payload must be the text of a button's payload.")
    if payload is not None and text:
        raise BadRequest(400, "malformed", "Send either text or payload, not both.")
    if payload is None and not text.strip() and location is None:
        raise BadRequest(400, "empty", "The message is empty; send text, a payload or a location.")
    return WebMessage(read_id(body), text, payload, location)


def read_id(body: dict[str, Any]) -> str:
    """The id of a message, as the client gave it."""
    value = body.get("id")
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise BadRequest(400, "malformed", f"id must be a text of 1 to {LONGEST_ID} characters, new for each message.")
    return value


def _text(body: dict[str, Any]) -> str:
    value = body.get("text", "")
    if not isinstance(value, str):
        raise BadRequest(400, "malformed", "text must be a text.")
    if len(value) > LONGEST_TEXT:
        raise BadRequest(413, "too_long", f"The text has {len(value)} characters; {LONGEST_TEXT} are taken.")
    return value


def read_location(value: Any) -> dict[str, float] | None:
    """Coordinates in GCJ-02, coarse before anything is stored; ``datum`` says what they come in, WGS-84 when it says
    nothing."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("datum", "wgs84") not in DATUMS:
        raise BadRequest(400, "malformed", f"location must have lat, lon and a datum out of {', '.join(DATUMS)}.")
    lat, lon = value.get("lat"), value.get("lon")
    if not is_degree(lat, 90) or not is_degree(lon, 180):
        raise BadRequest(400, "malformed", "location: lat and lon must be degrees.")
    if value.get("datum", "wgs84") == "wgs84":
        lat, lon = wgs84_to_gcj02(lat, lon)
    lat, lon = coarse(lat, lon)
    return {"lat": lat, "lon": lon}


def is_degree(value: Any, limit: int) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # False for not-a-number and infinity, too; a comparison also bears whole numbers that no float can hold.
    return number and abs(value) <= limit
