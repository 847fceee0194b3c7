"""What a notice is, and when one of its clauses holds."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.notices.window import Window, holds

# What a later notice does to a clause. amends: its rows win cell by cell, what was written out of the clause holds no
# longer while the amendment does; ends: for good; supersedes: it stands in the clause's place while it is in force.
CHANGES = ("amends", "ends", "supersedes")


@dataclass(frozen=True)
class Change:
    """How a notice changes a clause of an earlier one (``clause`` None: all of them), and in which window."""

    how: str
    notice: str
    clause: str | None
    window: Window


@dataclass(frozen=True)
class Notice:
    """An official text, or (``kind == "news"``) a printed report that tells a fact no official text does.

    ``clauses`` maps a clause id to what the clause is about; ``windows`` holds those of clauses that have one of their
    own; ``changes`` is what it does to earlier notices; ``refers_to`` maps a clause to the (notice, clause) pairs that
    it applies by reference. ``issued`` is None where the text gives no day.
    ``event`` is the span of something to go to (a screening), which may end long before the text's own window does;
    ``short`` is how replies name it; ``districts`` are the only ones its event is for, empty for all;
    ``url`` is the page on which it was published, empty where none is known.
    """

    key: str
    kind: str
    title: str
    short: str
    issuer: str
    issued: date | None
    in_force: Window
    clauses: dict[str, str]
    event: Window | None = None
    review_by: date | None = None
    changes: tuple[Change, ...] = ()
    districts: tuple[str, ...] = ()
    windows: dict[str, Window] = field(default_factory=dict)
    refers_to: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    url: str = ""

    def needs_review(self, at: datetime) -> bool:
        """Past its review date: replies then say how old the latest publication is."""
        return self.review_by is not None and at.date() > self.review_by

    @property
    def day(self) -> date:
        """The day of issue; where the text gives none, the first day in force."""
        return self.issued or self.in_force.start.date()

    def window_of(self, clause: str) -> Window:
        """When the clause holds unless another notice changes it."""
        return self.windows.get(clause, self.in_force)


def in_force(notice: Notice, notices: Mapping[str, Notice], at: datetime) -> bool:
    """In its window and not put aside as a whole by a later text."""
    return holds(notice.in_force, put_aside(notice.key, None, notices), at)


def put_aside(key: str, clause: str | None, notices: Mapping[str, Notice], words: bool = False) -> tuple[Window, ...]:
    """The windows in which a clause (None: the whole notice) does not hold, because a later text ended it or stands in
    its place. ``words``: what is written out of the clause, which an amendment puts aside too."""
    hows = CHANGES if words else ("ends", "supersedes")
    return tuple(
        change.window for other in notices.values() for change in other.changes
        if change.notice == key and change.clause in (None, clause) and change.how in hows
    )


def clause_in_force(key: str, clause: str, notices: Mapping[str, Notice], at: datetime, words: bool = False) -> bool:
    """Whether a clause holds at an instant (``words``: what is written out of it)."""
    return holds(notices[key].window_of(clause), put_aside(key, clause, notices, words), at)


def amending(key: str, clause: str, notices: Mapping[str, Notice], at: datetime) -> list[Notice]:
    """The later notices that amend a clause at an instant, the latest last."""
    by = [
        other for other in notices.values() for change in other.changes
        if (change.how, change.notice) == ("amends", key) and change.clause in (None, clause)
        and change.window.contains(at)
    ]
    return sorted(by, key=lambda notice: notice.in_force.start)
