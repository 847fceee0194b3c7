"""How many customer-service messages a resident may still be sent. Pure.

Source: developers.weixin.qq.com, 客服消息介绍. How two allowances that overlap add up is not written, so the more cautious
reading holds: each message sent counts against every one that was open then, and the most generous that is still open
decides. What the table does not name allows nothing; a payment, which would, is not told to this address.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Kind(Enum):
    """What a resident did that lets the account write to them: (messages, how long)."""

    MESSAGE = "message", 5, timedelta(hours=48)
    CLICK = "click", 3, timedelta(minutes=1)
    FOLLOW = "follow", 3, timedelta(minutes=1)
    SCAN = "scan", 3, timedelta(minutes=1)

    def __init__(self, word: str, messages: int, lasts: timedelta) -> None:
        self.word, self.messages, self.lasts = word, messages, lasts

    @classmethod
    def of(cls, word: str) -> Kind:
        """The kind of a word, as stored. Raises ValueError."""
        for kind in cls:
            if kind.word == word:
                return kind
        raise ValueError(f"{word!r} is no kind of act; these are: {', '.join(kind.word for kind in cls)}.")


# What comes in -> what it counts as: events by their name, messages by MsgType. Of the menu only these three kinds
# count;
# 「在用户点击菜单消息时，触发的是点击菜单事件」: a pressed choice of a reply is a click, although it comes as a text.
EVENTS = {
    "CLICK": Kind.CLICK, "scancode_push": Kind.CLICK, "scancode_waitmsg": Kind.CLICK, "subscribe": Kind.FOLLOW,
    "SCAN": Kind.SCAN,
}
MESSAGES = frozenset({"text", "image", "voice", "video", "shortvideo", "location", "link"})


def kind_of(message: str, event: str = "", pressed: bool = False) -> Kind | None:
    """What counts for a push with MsgType ``message``; None for what lets the account write nothing."""
    if message == "event":
        return EVENTS.get(event)
    if message not in MESSAGES:
        return None
    return Kind.CLICK if pressed else Kind.MESSAGE


@dataclass(frozen=True)
class Act:
    """Something a resident did, at an instant of machine time with its zone."""

    kind: Kind
    at: datetime


# A message that arrives in the last second is refused; a message too few is only given later.
MARGIN = timedelta(seconds=5)


def left(acts: Iterable[Act], sent: Iterable[datetime], now: datetime) -> int:
    """How many messages may be sent at ``now``; ``sent`` are the instants of those sent (or perhaps sent) before."""
    sent = tuple(sent)
    return max((_left_of(act, sent, now) for act in acts), default=0)


def _left_of(act: Act, sent: tuple[datetime, ...], now: datetime) -> int:
    if not act.at <= now < act.at + act.kind.lasts - MARGIN:
        return 0
    return max(0, act.kind.messages - sum(1 for at in sent if at >= act.at))
