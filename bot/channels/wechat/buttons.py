"""Buttons in a chat that has none: links to press, numbers and titles to type. Pure.

A press comes back as a text message with ``bizmsgmenuid``, a typed answer as text alone. Either means a button only
while the reply that showed it is the last one; later it is text like any other.
"""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from knowledge.text.lexicon import pattern

# 「1例」 or 「一个单元」 asks for a number, so that a typed 2 is an answer and not the second button.
COUNTS = pattern(r"[0-9<numerals.counting>]\s*(?:例|个|人|户|栋|单元)")
# In an address these end or change it; Chinese stays readable, and short.
UNSAFE = re.compile(r'[\x00-\x20"%&#+<>\'?=]')


@dataclass(frozen=True)
class Button:
    """One choice; ``number`` is what to type for it, None where numbers would be taken for an answer."""

    id: str
    number: int | None
    title: str
    payload: str

    @property
    def link(self) -> str:
        """The title, to be pressed."""
        said = UNSAFE.sub(lambda char: quote(char.group()), self.title)
        return f'<a href="weixin://bizmsgmenu?msgmenucontent={said}&msgmenuid={self.id}">{self.title}</a>'


def buttons_of(client_id: str, reply: dict[str, Any]) -> list[Button]:
    """All buttons of a reply, each payload once, numbered on from its sites. A reply that says the same to everybody
    has an "id" of its own."""
    client_id = reply.get("id", client_id)
    offered: dict[str, str] = {}
    for message in reply["messages"]:
        for button in message["buttons"]:
            offered.setdefault(button["payload"], button["title"])
    counts = any(COUNTS.search(title) for title in offered.values())
    start = 1 + max((site["number"] for site in sites_of(reply)), default=0)
    return [
        Button(button_id(client_id, index), None if counts else start + index, shown(title), payload)
        for index, (payload, title) in enumerate(offered.items())
    ]


def sites_of(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """All sites of a reply's cards."""
    cards = [message["card"] for message in reply["messages"] if message["card"]]
    return [site for card in cards if card["kind"] == "sites" for site in card["sites"]]


def shown(title: str) -> str:
    """A title as it can stand in a link."""
    return title.translate({ord("<"): "＜", ord(">"): "＞"})


def button_id(client_id: str, index: int) -> str:
    """Digits that name one button of one reply, the same in every process."""
    return str(int(hashlib.sha256(client_id.encode()).hexdigest()[:12], 16) * 100 + index)
