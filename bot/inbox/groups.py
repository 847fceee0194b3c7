"""Open questions of the inbox in groups of those that are alike, most asked first."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.inbox.likeness import alike
from bot.stores.inbox import AskedItem


@dataclass(frozen=True)
class Group:
    """Questions that are alike, oldest first. The ``number`` is that of the oldest; that of any other names the group,
    too, so that a number holds while further questions come in. ``kind`` and ``topic`` are those of most."""

    items: tuple[AskedItem, ...]

    @property
    def number(self) -> int:
        return self.items[0].id

    @property
    def kind(self) -> str:
        return most(item.kind for item in self.items)

    @property
    def topic(self) -> str:
        return most(item.topic for item in self.items)

    @property
    def example(self) -> str:
        return most(item.question for item in self.items)

    @property
    def asked_at(self) -> list[datetime]:
        """When, Asia/Shanghai, the first and the last of them came in."""
        return sorted(item.asked_at for item in self.items)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        times = self.asked_at
        return {
            "number": self.number, "count": len(self.items), "kind": self.kind, "topic": self.topic,
            "oldest": times[0].isoformat(), "newest": times[-1].isoformat(), "example": self.example,
        }


def grouped(items: Iterable[AskedItem]) -> list[Group]:
    """Every item in exactly one group."""
    items = sorted(items, key=lambda item: item.id)
    together: dict[int, list[AskedItem]] = {}
    for item, group in zip(items, alike([item.question for item in items]), strict=True):
        together.setdefault(group, []).append(item)
    return sorted(
        (Group(tuple(group)) for group in together.values()), key=lambda group: (-len(group.items), group.number)
    )


def group_with(items: Iterable[AskedItem], number: int) -> Group:
    """The group that the item of this number is in; it must be among them."""
    return next(group for group in grouped(items) if any(item.id == number for item in group.items))


def most(values: Iterable[str]) -> str:
    """The most frequent value; of those the first."""
    return Counter(values).most_common(1)[0][0]
