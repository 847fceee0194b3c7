"""What the official server pushes: messages and events as it writes them, plain or encrypted, signed. Pure.

Written from developers.weixin.qq.com (接收普通消息, 接收事件推送, 消息加解密说明) and apart from the channel's own reading and
crypto, so that the simulator does not share its mistakes.
"""
from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from wechatpy.crypto import PrpCrypto
from wechatpy.utils import WeChatSigner

Fields = dict[str, Any]
MODES = ("plain", "compatible", "safe")


@dataclass(frozen=True)
class Identity:
    """The account as both sides know it. ``mode``: one of MODES; secrets stand in no ``repr``."""

    token: str = field(repr=False)
    appid: str = ""
    aes_key: str = field(default="", repr=False)
    mode: str = "plain"
    account: str = "gh_000000000000"

    @property
    def encrypted(self) -> bool:
        return self.mode != "plain"

    def crypto(self) -> PrpCrypto:
        """AES with the account's key."""
        return PrpCrypto(base64.b64decode(self.aes_key + "="))


@dataclass(frozen=True)
class Push:
    """One signed delivery: what stands in the address and what in the body."""

    params: dict[str, str]
    body: bytes
    content_type: str = "text/xml"


def signature(*parts: str) -> str:
    """sha1 over the sorted parts."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return signer.signature


def stamp(identity: Identity, timestamp: int, nonce: str) -> dict[str, str]:
    """The signed part of the address."""
    return {"signature": signature(identity.token, str(timestamp), nonce), "timestamp": str(timestamp), "nonce": nonce}


def make_push(identity: Identity, fields: Fields, timestamp: int, nonce: str, as_json: bool = False) -> Push:
    """A message as the account's mode has it pushed."""
    return make_raw_push(identity, written(fields, as_json), fields, timestamp, nonce, as_json)


def make_raw_push(
    identity: Identity, text: str, fields: Fields, timestamp: int, nonce: str, as_json: bool = False
) -> Push:
    """Like ``make_push`` around any plain body; ``fields`` are those that stand beside the cipher."""
    params = {**stamp(identity, timestamp, nonce), "openid": str(fields.get("FromUserName", ""))}
    kind = "application/json" if as_json else "text/xml"
    if not identity.encrypted:
        return Push(params, text.encode(), kind)
    cipher = identity.crypto().encrypt(text, identity.appid).decode()
    signed = {"encrypt_type": "aes", "msg_signature": signature(identity.token, str(timestamp), nonce, cipher)}
    beside = fields if identity.mode == "compatible" else {"ToUserName": fields["ToUserName"]}
    return Push({**params, **signed}, written({**beside, "Encrypt": cipher}, as_json).encode(), kind)


def written(fields: Fields, as_json: bool = False) -> str:
    """Fields as XML the way the official server writes it, or as JSON."""
    if as_json:
        return json.dumps(fields, ensure_ascii=False)
    return "<xml>" + "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items()) + "</xml>"


def _value(value: Any) -> str:
    if isinstance(value, (int, float)):
        return str(value)
    return "<![CDATA[" + str(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def message(identity: Identity, openid: str, created: int, number: int, kind: str, **more: Any) -> Fields:
    """A message of a kind, such as text with Content."""
    base = {"ToUserName": identity.account, "FromUserName": openid, "CreateTime": created, "MsgType": kind}
    return {**base, **more, "MsgId": number}


def event(identity: Identity, openid: str, created: int, name: str, **more: Any) -> Fields:
    """An event of a name, such as CLICK with EventKey."""
    return {
        "ToUserName": identity.account, "FromUserName": openid, "CreateTime": created, "MsgType": "event",
        "Event": name, **more
    }
