"""The door: what comes in is signed, fresh, readable and whole, or it does not come in. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.channels.requests import LONGEST_BODY, BadRequest
from bot.channels.wechat.crypto import Box
from bot.channels.wechat.messages import Incoming, read_message
from bot.channels.wechat.passive import SUCCESS, closed, passive_text
from bot.channels.wechat.reading import read_body
from bot.channels.wechat.signature import Stamp, read_stamp, single

PLAIN, COMPATIBLE, SAFE = "plain", "compatible", "safe"
Asked = dict[str, list[str]]


@dataclass(frozen=True)
class Opened:
    """A message that came in, and the form its answer must have."""

    incoming: Incoming
    stamp: Stamp
    as_json: bool
    encrypted: bool


@dataclass(frozen=True)
class Gate:
    """What the account is set to: ``mode`` is plain, compatible or safe; ``box`` is None in plain mode."""

    token: str
    mode: str
    box: Box | None

    def echo(self, asked: Asked, now: datetime) -> str:
        """The answer to the official server's verification. Raises BadRequest 403."""
        read_stamp(asked, self.token, now)
        return single(asked, "echostr")

    def open(self, asked: Asked, body: bytes, now: datetime) -> Opened:
        """The message of a push. Raises BadRequest; then nothing has been kept of it."""
        if len(body) > LONGEST_BODY:
            raise BadRequest(413, "too_long", f"The request has {len(body)} bytes; {LONGEST_BODY} are taken.")
        if self.box is None or "signature" in asked:
            read_stamp(asked, self.token, now)
        pushed = read_body(body)
        cipher = pushed.fields.get("Encrypt") if self.box else None
        if cipher is None and (self.mode == SAFE or "msg_signature" in asked):
            raise BadRequest(403, "not_encrypted", "The account encrypts its messages; plain ones are refused.")
        stamp = read_stamp(asked, self.token, now, cipher)
        fields = pushed.fields if cipher is None else read_body(self.box.open(cipher).encode("utf-8")).fields
        return Opened(read_message(fields), stamp, pushed.as_json, cipher is not None)

    def close(self, opened: Opened, text: str | None, now: datetime) -> str:
        """The body of the answer: ``text`` as a message, or "success" when there is nothing to say."""
        if not text:
            return SUCCESS
        written = passive_text(opened.incoming, text, int(now.timestamp()), opened.as_json)
        if not opened.encrypted:
            return written
        return closed(written, self.box, self.token, str(int(now.timestamp())), opened.stamp.nonce, opened.as_json)
