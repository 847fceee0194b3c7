"""The passive reply: what stands in the answer to a push, in its format, closed where it came closed. Pure."""
from __future__ import annotations

import json
from typing import Any

from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.signature import sign

SUCCESS = "success"
NUMBERS = ("CreateTime", "TimeStamp")


def passive_text(incoming: Incoming, text: str, now: int, as_json: bool) -> str:
    """A text message back to who wrote. ``now``: seconds since 1970."""
    return written({
        "ToUserName": incoming.openid, "FromUserName": incoming.account, "CreateTime": now, "MsgType": "text",
        "Content": text,
    }, as_json)


def closed(text: str, cipher: MessageCipher, token: str, timestamp: str, nonce: str, as_json: bool) -> str:
    """An encrypted reply around a plain one."""
    sealed = cipher.close(text)
    return written({
        "Encrypt": sealed, "MsgSignature": sign((token, timestamp, nonce, sealed)),
        "TimeStamp": int(timestamp) if as_json else timestamp, "Nonce": nonce,
    }, as_json)


def written(fields: dict[str, Any], as_json: bool) -> str:
    """The fields in the account's format."""
    if as_json:
        return json.dumps(fields, ensure_ascii=False)
    return "<xml>" + "".join(f"<{name}>{element(name, value)}</{name}>" for name, value in fields.items()) + "</xml>"


def element(name: str, value: Any) -> str:
    """Numbers bare, all else as CDATA, which ends at the first "]]>": one inside is shared between two of them."""
    if name in NUMBERS:
        return str(value)
    return "<![CDATA[" + str(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"
