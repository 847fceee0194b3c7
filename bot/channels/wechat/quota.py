"""How many customer-service messages a resident may still be sent. Pure.

Source: developers.weixin.qq.com, 发送客服消息: after a message 5 within 48 hours; after a click on the menu, following or
scanning 3 within a minute. How two that overlap add up is not written, so the more cautious reading holds: each message
sent counts against every allowance that was open then, and the most generous one that is still open decides.
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
