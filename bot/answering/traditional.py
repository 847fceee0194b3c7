"""A reply in traditional characters, for those who read these. Official titles and sources stand as they were issued,
and what programs read stays as it is. Pure."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from opencc import OpenCC

TITLE = re.compile("(《[^《》]+》)")
# Payloads are told back as they came; sources are official; pictures, links and traces are not read.
AS_THEY_ARE = frozenset({"payload", "source", "map", "maps", "trace"})


@lru_cache(maxsize=1)
def converter() -> OpenCC:
    """Characters alone, in the forms of Taiwan: words stay those of the notices."""
    return OpenCC("s2tw")


def in_traditional(turn: dict[str, Any]) -> dict[str, Any]:
    """A turn as the web channel gives it, with the words of its messages in traditional characters."""
    return {**turn, "messages": [_message(message) for message in turn["messages"]]}


def _message(message: dict[str, Any]) -> dict[str, Any]:
    line = (message.get("source") or {}).get("line", "")
    words = message["text"].removesuffix(line)
    return {**_converted(message), "text": traditional(words) + message["text"][len(words):]}


def _converted(value: Any) -> Any:
    if isinstance(value, str):
        return traditional(value)
    if isinstance(value, list):
        return [_converted(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key in AS_THEY_ARE else _converted(item) for key, item in value.items()}
    return value


def traditional(text: str) -> str:
    """A text in traditional characters, but for official titles."""
    return "".join(part if TITLE.fullmatch(part) else converter().convert(part) for part in TITLE.split(text))
