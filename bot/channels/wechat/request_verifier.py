"""Verification of requests: a push is signed, fresh, readable and complete, or it is refused. Pure.

In this order: the address is looked at before the body is read, and of a closed body only the cipher text, which is
signed; no parser meets what somebody else wrote.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.channels.requests import LONGEST_BODY
from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.messages import Incoming, read_message
from bot.channels.wechat.passive import SUCCESS, closed, passive_text
from bot.channels.wechat.reading import read_body
from bot.channels.wechat.sealed import ciphers, is_json
from bot.channels.wechat.signature import Asked, RequestSignature, read_signature, signed_cipher, single
from bot.guard.bad_request import BadRequest

PLAIN, SAFE = "plain", "safe"


@dataclass(frozen=True)
class Opened:
    """A message that came in, and the form its answer must have."""

    incoming: Incoming
    signed: RequestSignature
    as_json: bool
    encrypted: bool


@dataclass(frozen=True)
class RequestVerifier:
    """What the account is set to: ``mode`` is plain, compatible or safe; ``cipher`` is None in plain mode."""

    token: str
    mode: str
    cipher: MessageCipher | None

    def echo(self, asked: Asked, now: datetime) -> str:
        """The answer to the official server's verification. Raises BadRequest 403."""
        read_signature(asked, self.token, now)
        return single(asked, "echostr")

    def admit(self, asked: Asked, now: datetime) -> RequestSignature:
        """Whose address this is, before its body is read. Raises BadRequest 403."""
        signed = read_signature(asked, self.token, now)
        if self.mode == SAFE and not is_sealed(asked):
            raise not_encrypted()
        if self.cipher is None and is_sealed(asked):
            raise BadRequest(
                403, "encrypted", "The message is encrypted; set JUMIN_WECHAT_MODE as it is in the account's pages."
            )
        return signed

    def open(self, signed: RequestSignature, asked: Asked, body: bytes) -> Opened:
        """The message of an admitted push. Raises BadRequest; then nothing has been kept of it."""
        if len(body) > LONGEST_BODY:
            raise BadRequest(413, "too_long", f"The request has {len(body)} bytes; {LONGEST_BODY} are taken.")
        sealed = is_sealed(asked)
        fields = read_body(self._unsealed(signed, asked, body) if sealed else body)
        if self.cipher and not sealed and "Encrypt" in fields:
            raise not_encrypted()
        return Opened(read_message(fields), signed, is_json(body), sealed)

    def _unsealed(self, signed: RequestSignature, asked: Asked, body: bytes) -> bytes:
        found = ciphers(body)
        if not found:
            raise not_encrypted()
        return self.cipher.open(signed_cipher(asked, self.token, signed, found)).encode("utf-8")

    def close(self, opened: Opened, text: str | None, now: datetime) -> str:
        """The body of the answer: ``text`` as a message, or "success" when there is nothing to say."""
        if not text:
            return SUCCESS
        written = passive_text(opened.incoming, text, int(now.timestamp()), opened.as_json)
        if not opened.encrypted:
            return written
        return closed(written, self.cipher, self.token, str(int(now.timestamp())), opened.signed.nonce, opened.as_json)


def is_sealed(asked: Asked) -> bool:
    """Whether an address speaks of an encrypted body."""
    return "msg_signature" in asked or "aes" in asked.get("encrypt_type", [])


def not_encrypted() -> BadRequest:
    """What is said to plain words where the account encrypts."""
    return BadRequest(403, "not_encrypted", "The account encrypts its messages; plain ones are refused.")
