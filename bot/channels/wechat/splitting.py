"""A long text as few messages: at sentence ends, never inside a character as people see it, and never inside a link.
Pure."""
from __future__ import annotations

from collections.abc import Iterator

import regex

# Bytes of UTF-8 in one message; the official limit is 2,048, markup counts.
LIMIT = 2000
LINK = r"<a\b[^>]*>.*?</a>|(?:https?|weixin)://[^\s<>\"'。，；！？、（）「」]+"
# A sentence with what closes it, or a line; then a clause; then a link or one character (an emoji of several code
# points is one).
SENTENCE = regex.compile(rf"(?:{LINK}|[^\n。！？!?；;…])*(?:[。！？!?；;…]+[」』”’）)》】]*|\n+|$)", regex.DOTALL)
CLAUSE = regex.compile(rf"(?:{LINK}|[^，、：,])*(?:[，、：,]+|$)", regex.DOTALL)
ATOM = regex.compile(rf"{LINK}|\X", regex.DOTALL)


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8"))


def split(text: str, limit: int = LIMIT) -> list[str]:
    """The messages, each within ``limit`` bytes; only blanks between them are dropped. Nothing for a blank text."""
    parts = packed(pieces(text, limit, [SENTENCE, CLAUSE, ATOM]), limit)
    return [part.strip() for part in parts if part.strip()]


def pieces(text: str, limit: int, ways: list[regex.Pattern[str]]) -> Iterator[str]:
    """What is not taken apart any more: sentences where they fit, clauses where those are too long, then characters."""
    if size(text) <= limit:
        yield text
    elif not ways:
        # One "character" of thousands of marks, or a link that fits nowhere.
        yield from text
    else:
        for piece in filter(None, ways[0].findall(text)):
            yield from pieces(piece, limit, ways[1:])


def packed(units: Iterator[str], limit: int) -> list[str]:
    """Units put together while they fit."""
    parts = [""]
    for unit in units:
        if size(parts[-1] + unit) > limit:
            parts.append("")
        parts[-1] += unit
    return parts
