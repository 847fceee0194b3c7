"""Whether what is written out of clauses holds at an instant, and since when it does not. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.notices.model import Notice, put_aside
from knowledge.notices.window import Window, ended_at, holds

# What is written out of a clause: in which window, and the notice and the clause; no notice for words of conversation.
Written = tuple[Window | None, str | None, str | None]


@dataclass(frozen=True)
class Standing:
    """Whether words hold; ``ended``: when they last did, None where they do or never did."""

    holds: bool
    ended: datetime | None = None


def standings(written: Iterable[Written], notices: Mapping[str, Notice], at: datetime) -> list[Standing]:
    """One for each: words of conversation always hold, others in their own window while their clause stands as it
    was."""
    return [_standing(*one, notices, at) if one[1] else Standing(True) for one in written]


def _standing(window: Window, key: str, clause: str, notices: Mapping[str, Notice], at: datetime) -> Standing:
    replaced = put_aside(key, clause, notices, words=True)
    stands = window.contains(at) and holds(notices[key].window_of(clause), replaced, at)
    return Standing(stands, ended_at(window, replaced, at))
