"""The cipher text of an encrypted push, found without parsing: its author is verified before anything is parsed. Pure.

What is found is only a candidate. In compatible mode a resident's own words may look like one, so the signature
decides.
"""
from __future__ import annotations

import re

# Each pattern meets every byte a fixed number of times, whatever the body is.
IN_XML = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[\s*)?([A-Za-z0-9+/]+={0,2})\s*(?:\]\]>\s*)?</Encrypt>")
IN_JSON = re.compile(rb'"Encrypt"\s*:\s*"([A-Za-z0-9+/=\\]+)"')
# The official server writes it behind all that a resident can have written.
MOST = 8


def ciphers(body: bytes) -> list[str]:
    """What may be the cipher text of a push, XML or JSON, the last one first."""
    found = IN_JSON.findall(body) if is_json(body) else IN_XML.findall(body)
    return [cipher.replace(b"\\/", b"/").decode("ascii") for cipher in reversed(found[-MOST:])]


def is_json(body: bytes) -> bool:
    """Whether the account is set to JSON; any other body can only be XML."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
