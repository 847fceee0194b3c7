"""From the fields of a pushed message to what it is. Pure.

Only who writes, to whom and that it is a message must be there. Any other field that cannot be read costs its own
meaning and no more: the message is signed, and its resident waits for an answer.
"""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from bot.channels.requests import is_degree
from bot.channels.wechat.reading import Fields, malformed
from knowledge.sites.coordinates import coarse

CHANNEL = "wechat"
OPENID = re.compile(r"[A-Za-z0-9_-]{1,100}")
MESSAGE_ID = re.compile(r"[0-9]{1,32}")
# Up to the year 2286.
CREATED = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True)
class Incoming:
    """One message or event. ``created`` is in seconds since 1970 by the official server's clock, None where it tells no
    time that can be.

    ``kind`` is MsgType. ``text`` holds what was typed, or heard in a voice message; ``button`` the id of a pressed
    menu entry; ``event`` and ``key`` the event and its EventKey; ``location`` a place in GCJ-02, sent or reported, None
    where it is no place.
    """

    openid: str
    account: str
    created: int | None
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
    """What the official server pushed. Raises BadRequest where it does not say who wrote what to whom."""
    openid, kind, account = fields.get("FromUserName", ""), fields.get("MsgType", ""), fields.get("ToUserName", "")
    if not OPENID.fullmatch(openid) or not kind or not account:
        raise malformed()
    created = fields.get("CreateTime", "")
    base = {
        "openid": openid, "account": account, "kind": kind,
        "created": int(created) if CREATED.fullmatch(created) else None
    }
    if kind == "event":
        return read_event(fields, base)
    return Incoming(
        **base, client_id=message_id(fields), text=fields.get({"voice": "Recognition"}.get(kind, "Content"), ""),
        button=fields.get("bizmsgmenuid", ""),
        location=read_place(fields, "Location_X", "Location_Y") if kind == "location" else None,
    )


def message_id(fields: Fields) -> str:
    """The official id of a message; voice messages have it as MsgID. One without is known by all that it says."""
    official = fields.get("MsgId") or fields.get("MsgID", "")
    if MESSAGE_ID.fullmatch(official):
        return official
    return f"message:{digest(*(part for field in sorted(fields.items()) for part in field))}"


def read_event(fields: Fields, base: dict[str, Any]) -> Incoming:
    """An event has no id of its own: who, when and what make one."""
    event, key = fields.get("Event", ""), fields.get("EventKey", "")
    location = read_place(fields, "Latitude", "Longitude") if event == "LOCATION" else None
    client_id = f"event:{digest(base['openid'], fields.get('CreateTime', ''), event, key)}"
    return Incoming(**base, client_id=client_id, event=event, key=key, location=location)


def digest(*parts: str) -> str:
    """The same for the same texts only."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_place(fields: Fields, lat: str, lon: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, coarse before anything is stored; None for what is no place."""
    try:
        place = float(fields.get(lat, "")), float(fields.get(lon, ""))
    except ValueError:
        return None
    return coarse(*place) if is_degree(place[0], 90) and is_degree(place[1], 180) else None
