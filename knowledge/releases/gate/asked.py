"""Questions that a draft is held against: test questions, and what residents asked. Values only."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

# Where a question comes from: it says which topic is right, or somebody asked it.
TEST, RESIDENT = "test", "resident"
# Told of work that takes a while: how much is done, of how much.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Meaning:
    """What is asked: a topic, the kinds of venues that are named, and the kind of zone (None: none is named)."""

    topic: str
    venues: tuple[str, ...] = ()
    zone: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question that is put once however often it is asked (``times``). ``before`` and ``after``: what it is
    understood as, without the draft and with it. ``at``: the civil instant it is about, where it names one."""

    text: str
    before: Meaning
    after: Meaning
    of: str = TEST
    times: int = 1
    at: datetime | None = None


@dataclass(frozen=True)
class Score:
    """Of how many test questions of a topic how many are understood rightly, without the draft and with it."""

    topic: str
    questions: int
    before: int
    after: int


@dataclass(frozen=True)
class Understood:
    """``scores``: by topic, empty where a draft changes nothing that understanding comes of. ``unread``: how many
    questions nobody could read, for want of a model."""

    questions: tuple[Asked, ...] = ()
    scores: tuple[Score, ...] = ()
    unread: int = 0


# What understands questions: the texts without the draft and with it, and the machine instant at which it is asked.
Understand = Callable[[Mapping[str, str], Mapping[str, str], datetime, Progress], Understood]
