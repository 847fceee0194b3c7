"""Who signed, and when. Pure, apart from the nonces, which bot.channels.wechat.arrivals keeps.

Source: developers.weixin.qq.com, 消息加解密说明: sha1 over the sorted, joined token, timestamp and nonce; for an encrypted
message (``msg_signature``) the cipher text too. In plain mode nothing signs the body, so a nonce stands for one message.
"""
from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wechatpy.utils import WeChatSigner

from bot.channels.requests import BadRequest

# Older or newer than this by machine time is refused.
OLDEST = timedelta(minutes=10)
LONGEST_NONCE = 64
SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Stamp:
    """The signed part of an address: ``timestamp`` in seconds since 1970, as it was written, and ``nonce``."""

    timestamp: str
    nonce: str

    @property
    def key(self) -> str:
        """What no two messages share."""
        return f"{self.timestamp}:{self.nonce}"


def sign(parts: Iterable[str]) -> str:
    """The signature over ``parts``, in whatever order they are given."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return signer.signature


def is_signed(signature: str, parts: Iterable[str]) -> bool:
    """Whether ``signature`` is the one over ``parts``; takes the same time whichever character differs."""
    return hmac.compare_digest(signature.encode(), sign(parts).encode())


def is_fresh(timestamp: str, now: datetime) -> bool:
    """Whether ``timestamp`` lies within ten minutes of ``now`` (machine time)."""
    if not SECONDS.fullmatch(timestamp):
        return False
    return abs(now.timestamp() - int(timestamp)) <= OLDEST.total_seconds()


def read_stamp(asked: dict[str, list[str]], token: str, now: datetime, cipher: str | None = None) -> Stamp:
    """The stamp of an address whose signatures hold. Raises BadRequest 403.

    With a ``cipher`` text ``msg_signature`` must be there and hold, and so must ``signature`` where it is sent.
    """
    stamp = Stamp(single(asked, "timestamp"), single(asked, "nonce"))
    if not 0 < len(stamp.nonce) <= LONGEST_NONCE:
        raise not_signed()
    base = (token, stamp.timestamp, stamp.nonce)
    signed = is_signed(single(asked, "msg_signature"), (*base, cipher)) if cipher is not None else True
    if cipher is None or "signature" in asked:
        signed &= is_signed(single(asked, "signature"), base)
    if not signed or not is_fresh(stamp.timestamp, now):
        raise not_signed()
    return stamp


def single(asked: dict[str, list[str]], name: str) -> str:
    """A parameter that must stand there once. Raises BadRequest 403."""
    values = asked.get(name) or []
    if len(values) != 1 or any("\ud800" <= char <= "\udfff" for char in values[0]):
        raise not_signed()
    return values[0]


def not_signed() -> BadRequest:
    """One refusal for all reasons, so that a forger learns nothing from it."""
    return BadRequest(403, "not_signed", "The request is not signed by the official account, or not in the last ten minutes.")
