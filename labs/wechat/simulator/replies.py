"""Whether the official server could give a bot's answer to a resident. Pure; used by the simulator only."""
from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import defusedxml.ElementTree as SafeXml
from defusedxml.common import DefusedXmlException
from wechatpy.exceptions import InvalidAppIdException

from labs.wechat.simulator.pushes import Identity, signature

LONGEST_TEXT = 2000
KINDS = ("text", "image", "voice", "video", "music", "news", "transfer_customer_service")
NOTHING = ("", "success")


@dataclass(frozen=True)
class Reply:
    """A bot's answer to one delivery. ``text`` is what the resident reads, empty when nothing is shown to them.

    ``status`` 0: no answer came in time. ``faults`` are sentences.
    """

    status: int
    seconds: float
    body: str = ""
    text: str = ""
    faults: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """The bot would not have it: an HTTP error and nothing for a resident."""
        return 400 <= self.status < 500

    @property
    def silent(self) -> bool:
        return self.status == 0

    @property
    def nothing(self) -> bool:
        """Taken, and nothing is shown to the resident now."""
        return self.status == 200 and self.body in NOTHING

    @property
    def shown(self) -> bool:
        return bool(self.text)


def read_reply(
    identity: Identity, openid: str, status: int, body: bytes, seconds: float, as_json: bool = False
) -> Reply:
    """Judge an answer the way the official server does."""
    text = body.decode("utf-8", "replace")
    if status != 200:
        return Reply(status, seconds, text, faults=(
            f"it answered HTTP {status}; the resident is told that the service is down.",
        ))
    if text in NOTHING:
        return Reply(status, seconds, text)
    try:
        fields = _opened(identity, _fields(text, as_json), as_json)
    except (ValueError, KeyError, DefusedXmlException, InvalidAppIdException) as error:
        sentence = str(error) if type(error) is ValueError else f"the answer cannot be read ({type(error).__name__})."
        return Reply(status, seconds, text, faults=(sentence,))
    said = _said(fields)
    return Reply(status, seconds, text, said, tuple(_faults(identity, openid, fields, said)))


def _fields(text: str, as_json: bool) -> dict[str, Any]:
    if as_json:
        return dict(json.loads(text))
    try:
        root = SafeXml.fromstring(text)
    except SafeXml.ParseError:
        raise ValueError("the answer is no XML; the resident is told that the service is down.") from None
    return {child.tag: child if len(child) else (child.text or "") for child in root}


def _opened(identity: Identity, fields: dict[str, Any], as_json: bool) -> dict[str, Any]:
    """The plain fields; checks the signature and the appid of an encrypted answer."""
    if "Encrypt" not in fields:
        if identity.mode == "safe":
            raise ValueError("in safe mode the answer must be encrypted.")
        return fields
    if not identity.encrypted:
        raise ValueError("in plain mode the answer must not be encrypted.")
    signed = signature(identity.token, str(fields["TimeStamp"]), fields["Nonce"], fields["Encrypt"])
    if signed != fields["MsgSignature"]:
        raise ValueError("the answer's MsgSignature is wrong.")
    return _fields(identity.crypto().decrypt(fields["Encrypt"], identity.appid), as_json)


def _said(fields: dict[str, Any]) -> str:
    if fields.get("MsgType") == "news" and not isinstance(fields.get("Articles"), (str, type(None))):
        return "\n".join(text for part in fields["Articles"].iter() if (text := (part.text or "").strip()))
    return str(fields.get("Content", ""))


def _faults(identity: Identity, openid: str, fields: dict[str, Any], said: str):
    if fields.get("ToUserName") != openid:
        yield "the answer is addressed to somebody else (ToUserName)."
    if fields.get("FromUserName") != identity.account:
        yield "the answer does not come from the account (FromUserName)."
    if not str(fields.get("CreateTime", "")).isdigit():
        yield "CreateTime is no number of seconds."
    if fields.get("MsgType") not in KINDS:
        yield f"MsgType {fields.get('MsgType')!r} is none that WeChat takes."
    if fields.get("MsgType") in ("text", "news") and not said.strip():
        yield "the answer is empty."
    if len(said.encode()) > LONGEST_TEXT:
        yield f"the text has {len(said.encode())} bytes; WeChat takes {LONGEST_TEXT}."
    if any(unicodedata.category(char) == "Cc" and char not in "\n\r\t" for char in said):
        yield "the text holds control characters."
