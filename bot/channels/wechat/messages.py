"""From the fields of a pushed message to what it is. Pure."""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bot.channels.requests import BadRequest, is_degree
from bot.channels.wechat.reading import Fields, malformed

CHANNEL = "wechat"
OPENID = re.compile(r"[A-Za-z0-9_-]{1,100}")
MESSAGE_ID = re.compile(r"[0-9]{1,32}")
CREATED = re.compile(r"[0-9]{1,12}")
LONGEST_KEY = 2000


@dataclass(frozen=True)
class Incoming:
    """One message or event. ``created`` is in seconds since 1970 by the official server's clock.

    ``kind`` is MsgType. ``text`` holds what was typed, or heard in a voice message; ``button`` the id of a pressed
    menu entry; ``event`` and ``key`` the event and its EventKey; ``location`` a place in GCJ-02, sent or reported.
    """

    openid: str
    account: str
    created: int
    client_id: str
    kind: str
    text: str = ""
    button: str = ""
    event: str = ""
    key: str = ""
    location: tuple[float, float] | None = None

    @property
    def conversation(self) -> str:
        return f"{CHANNEL}:{self.openid}"

    @property
    def digest(self) -> str:
        """The same for two deliveries of one message, another for any other message."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def read_message(fields: Fields) -> Incoming:
    """What the official server pushed. Raises BadRequest for what it never sends."""
    openid, created, kind = taken(fields, "FromUserName", OPENID), taken(fields, "CreateTime", CREATED), fields.get("MsgType", "")
    base = {"openid": openid, "account": fields.get("ToUserName", ""), "created": int(created), "kind": kind}
    if not base["account"] or not kind:
        raise malformed()
    if kind == "event":
        return read_event(fields, base)
    return Incoming(
        **base, client_id=taken(fields, "MsgId", MESSAGE_ID), text=fields.get({"voice": "Recognition"}.get(kind, "Content"), ""),
        button=fields.get("bizmsgmenuid", ""), location=read_place(fields, "Location_X", "Location_Y") if kind == "location" else None,
    )


def read_event(fields: Fields, base: dict) -> Incoming:
    """An event has no id of its own: who, when and what make one."""
    event, key = fields.get("Event", ""), fields.get("EventKey", "")
    if not event or len(key) > LONGEST_KEY:
        raise malformed()
    location = read_place(fields, "Latitude", "Longitude") if event == "LOCATION" else None
    whole = "\0".join((base["openid"], str(base["created"]), event, key))
    return Incoming(
        **base, client_id=f"event:{hashlib.sha256(whole.encode()).hexdigest()}", event=event, key=key, location=location,
    )


def taken(fields: Fields, name: str, pattern: re.Pattern[str]) -> str:
    """A field that must look like ``pattern``."""
    value = fields.get(name, "")
    if not pattern.fullmatch(value):
        raise malformed()
    return value


def read_place(fields: Fields, lat: str, lon: str) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    try:
        place = float(fields.get(lat, "")), float(fields.get(lon, ""))
    except ValueError:
        raise malformed() from None
    if not is_degree(place[0], 90) or not is_degree(place[1], 180):
        raise BadRequest(400, "malformed", "The location is not in degrees.")
    return place
