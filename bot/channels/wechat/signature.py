"""Who signed, and when. Pure, apart from the nonces, which bot.channels.wechat.inbound_store keeps.

Source: developers.weixin.qq.com, 消息加解密说明: sha1 over the sorted, joined token, timestamp and nonce stands in every
address (``signature``); an encrypted message adds one over these and the cipher text (``msg_signature``). In plain mode
nothing signs the body, so a nonce stands for one message.
"""
from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from wechatpy.utils import WeChatSigner

from bot.guard.bad_request import BadRequest

# Older or newer than this by machine time is refused.
OLDEST = timedelta(minutes=10)
SECONDS = re.compile(r"[0-9]{1,12}")
# What can be signed beside it is of no matter; a NUL could not even be stored.
NONCE = re.compile(r"[!-~]{1,64}")
# The official server writes about 250 characters and eight parameters.
LONGEST_QUERY, MOST_PARAMETERS = 2048, 32
Asked = dict[str, list[str]]


@dataclass(frozen=True)
class RequestSignature:
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


def read_query(query: str) -> Asked:
    """The parameters of an address, those without a value too. Raises BadRequest 403."""
    try:
        return parse_qs(
            query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS
        ) if len(query) <= LONGEST_QUERY else {}
    except ValueError:
        raise not_signed() from None


def read_signature(asked: Asked, token: str, now: datetime) -> RequestSignature:
    """The signed part of an address whose signature holds. Raises BadRequest 403."""
    signed = RequestSignature(single(asked, "timestamp"), single(asked, "nonce"))
    if not NONCE.fullmatch(signed.nonce) or not is_fresh(signed.timestamp, now):
        raise not_signed()
    if not is_signed(single(asked, "signature"), (token, signed.timestamp, signed.nonce)):
        raise not_signed()
    return signed


def signed_cipher(asked: Asked, token: str, signed: RequestSignature, ciphers: Iterable[str]) -> str:
    """The one cipher text that ``msg_signature`` is over. Raises BadRequest 403."""
    signature = single(asked, "msg_signature")
    for cipher in ciphers:
        if is_signed(signature, (token, signed.timestamp, signed.nonce, cipher)):
            return cipher
    raise not_signed()


def single(asked: Asked, name: str) -> str:
    """A parameter that must stand there once. Raises BadRequest 403."""
    values = asked.get(name) or []
    if len(values) != 1 or any("\ud800" <= char <= "\udfff" for char in values[0]):
        raise not_signed()
    return values[0]


def not_signed() -> BadRequest:
    """One refusal for all reasons, so that a forger learns nothing from it."""
    return BadRequest(
        403, "not_signed", "The request is not signed by the official account, or not in the last ten minutes."
    )
