"""The official server's side of a push, written apart from the channel, so that one checks the other."""
from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import struct
import time
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

TOKEN, APPID, AES_KEY = "a token of tests", "wx0123456789abcdef", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
COUNT = itertools.count(1)
START = time.time_ns() // 1000


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def encrypt(text: str, key: str = AES_KEY, appid: str = APPID) -> str:
    raw = base64.b64decode(key + "=")
    data = os.urandom(16) + struct.pack(">I", len(text.encode())) + text.encode() + appid.encode()
    padding = 32 - len(data) % 32
    cipher = Cipher(algorithms.AES(raw), modes.CBC(raw[:16])).encryptor()
    return base64.b64encode(cipher.update(data + bytes([padding]) * padding) + cipher.finalize()).decode()


def decrypt(text: str, key: str = AES_KEY) -> tuple[str, str]:
    """The text and the appid behind it."""
    raw = base64.b64decode(key + "=")
    cipher = Cipher(algorithms.AES(raw), modes.CBC(raw[:16])).decryptor()
    data = cipher.update(base64.b64decode(text)) + cipher.finalize()
    data = data[16:-data[-1]]
    length = struct.unpack(">I", data[:4])[0]
    return data[4:4 + length].decode(), data[4 + length:].decode()


@dataclass(frozen=True)
class Push:
    """One delivery: the query of its address, and its body."""

    query: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return "/webhooks/wechat/webhook?" + urlencode(self.query)

    def asked(self) -> dict[str, list[str]]:
        return {name: [value] for name, value in self.query.items()}

    def with_body(self, body: bytes) -> Push:
        return replace(self, body=body)

    def with_query(self, **values: str) -> Push:
        return replace(self, query={**self.query, **values})


def fields_of(openid: str, **more: object) -> dict[str, object]:
    """A text message unless ``more`` says otherwise; a MsgId of None is none (events)."""
    fields = {
        "ToUserName": "gh_0123456789ab", "FromUserName": openid, "CreateTime": int(time.time()), "MsgType": "text",
        "MsgId": START + next(COUNT)
    }
    return {name: value for name, value in {**fields, **more}.items() if value is not None}


def event_of(openid: str, event: str, key: str = "", **more: object) -> dict[str, object]:
    return fields_of(openid, MsgType="event", Event=event, EventKey=key, MsgId=None, **more)


def as_xml(fields: dict[str, object]) -> str:
    return "<xml>" + "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items()) + "</xml>"


def push(
    fields: dict[str, object], mode: str = "plain", as_json: bool = False, token: str = TOKEN, appid: str = APPID,
    at: float | None = None
) -> Push:
    """A signed delivery; each call has a nonce of its own, as retries of the official server have."""
    write = (lambda values: json.dumps(values, ensure_ascii=False)) if as_json else as_xml
    timestamp, nonce = str(int(at or time.time())), str(START + next(COUNT))
    query = {
        "signature": signature(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce,
        "openid": str(fields["FromUserName"])
    }
    if mode == "plain":
        return Push(query, write(fields).encode())
    cipher = encrypt(write(fields), appid=appid)
    query |= {"encrypt_type": "aes", "msg_signature": signature(token, timestamp, nonce, cipher)}
    outside = {
        "ToUserName": fields["ToUserName"], "Encrypt": cipher
    } if mode == "safe" else {**fields, "Encrypt": cipher}
    return Push(query, write(outside).encode())


def reply_text(body: str) -> str | None:
    """The words of a passive reply, opened where it is closed; None for "success". Its form is checked."""
    if body == "success":
        return None
    fields = read(body)
    if "Encrypt" in fields:
        signed = (TOKEN, str(fields["TimeStamp"]), fields["Nonce"], fields["Encrypt"])
        assert fields["MsgSignature"] == signature(*signed)
        inside, appid = decrypt(fields["Encrypt"])
        assert appid == APPID
        fields = read(inside)
    assert (
        fields["MsgType"] == "text" and re.fullmatch("[0-9]+", str(fields["CreateTime"]))
        and fields["FromUserName"] == "gh_0123456789ab"
    )
    assert len(fields["Content"].encode()) <= 2000
    return fields["Content"]


def read(body: str) -> dict[str, str]:
    if body.startswith("{"):
        return json.loads(body)
    return {child.tag: child.text or "" for child in ElementTree.fromstring(body)}
