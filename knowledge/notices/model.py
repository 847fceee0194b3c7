"""What a notice is."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.notices.window import Window, holds


@dataclass(frozen=True)
class Notice:
    """An official text, or (``kind == "news"``) a printed report that tells a fact no official text does.

    ``clauses`` maps a clause id to what the clause is about; ``event`` is the span of something to go to
    (a screening), which may end long before the text's own window does; ``short`` is how replies name it;
    ``districts`` are the only ones its event is for, empty for all.
    """

    key: str
    kind: str
    title: str
    short: str
    issuer: str
    issued: date
    in_force: Window
    clauses: dict[str, str]
    event: Window | None = None
    review_by: date | None = None
    supersedes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()

    def needs_review(self, at: datetime) -> bool:
        """Past its review date: replies then say how old the latest publication is."""
        return self.review_by is not None and at.date() > self.review_by


def in_force(notice: Notice, notices: dict[str, Notice], at: datetime) -> bool:
    """In its window and not replaced by a later text that is in force."""
    return holds(notice.in_force, replaced_in(notice, notices), at)


def replaced_in(notice: Notice, notices: dict[str, Notice]) -> tuple[Window, ...]:
    """The windows of the texts that supersede this one: in them it does not hold."""
    return tuple(other.in_force for other in notices.values() if notice.key in other.supersedes)
