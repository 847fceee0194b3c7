"""What texts are drawn by where some of many are taken. Pure."""
from __future__ import annotations

from zlib import crc32


def luck_of(text: str) -> int:
    """A number out of the text's own letters, so that others beside it change nothing."""
    # Half of a letter, which nobody types and a client may send, is none in UTF-8.
    return crc32(text.encode("utf-8", "ignore"))
