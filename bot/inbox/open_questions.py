"""The open questions of a store as those who deal with them see and settle them."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.inbox.groups import Group, group_with, grouped
from bot.stores.inbox import mark_done, newest_open


@dataclass(frozen=True)
class OpenQuestions:
    """All methods block."""

    engine: Engine

    def groups(self) -> tuple[list[Group], int]:
        """The newest open questions in groups, most asked first, and how many are open in all."""
        items, in_all = newest_open(self.engine)
        return grouped(items), in_all

    def group(self, number: int) -> Group | None:
        """The open group that the question of this number is in; None where it is none or done."""
        items, _ = newest_open(self.engine, number)
        return group_with(items, number) if any(item.id == number for item in items) else None

    def settle(self, group: Group, by: str, at: datetime) -> int:
        """A whole group is dealt with; how many of its questions were open till now."""
        return mark_done(self.engine, [item.id for item in group.items], by, at)
