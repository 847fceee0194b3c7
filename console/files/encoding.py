"""Bytes to letters: UTF-8, UTF-16 and GB18030, and what a page says of itself. Raises Unreadable."""
from __future__ import annotations

import re
import unicodedata

from console.files.unreadable import BROKEN, Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAID = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# GB2312 and GBK are parts of GB18030; what calls itself so often has letters of the whole.
KNOWN = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
# Letters of scripts and private areas that come of a wrong reading, at most one in so many.
MOST_STRANGE = 50
# UTF-8 that was read as GBK once: 锟斤拷 and its like.
ONCE_WRONG = re.compile("锟斤拷|烫烫烫|\ufffd")


def decoded(data: bytes) -> str:
    """The text, whichever of the usual encodings it is in."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return strictly(data, name)
    said = SAID.search(data[:4096])
    names = dict.fromkeys([*filter(None, [said and KNOWN.get(said[1].decode().lower())]), "utf-8", "gb18030"])
    for name in names:
        try:
            return strictly(data, name)
        except Unreadable:
            continue
    raise Unreadable(BROKEN)


def strictly(data: bytes, name: str) -> str:
    """The text in one encoding; refused where it makes no sense in it."""
    try:
        text = data.decode(name)
    except (UnicodeError, ValueError):
        raise Unreadable(BROKEN) from None
    strange = sum(is_strange(letter) for letter in text)
    if ONCE_WRONG.search(text) or strange * MOST_STRANGE > len(text):
        raise Unreadable(BROKEN)
    return text


def is_strange(letter: str) -> bool:
    """No Chinese, no Latin of daily use, no sign: what wrong encodings are full of."""
    if letter < "\u0100" and letter != "\x00":
        return False
    category = unicodedata.category(letter)
    return category in ("Co", "Cn", "Cc") or (category[0] == "L" and "\u0100" <= letter < "\u2e80")
