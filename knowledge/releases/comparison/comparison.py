"""Two releases beside each other, as `jumin content draft show` tells it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.releases.comparison.answers import AnswerChange, Question, answer_changes
from knowledge.releases.comparison.cells import Flip, flips, row_changes
from knowledge.releases.comparison.instants import instants_from
from knowledge.releases.comparison.losses import Loss, lost_clauses, lost_topics
from knowledge.releases.release import Release
from knowledge.rulebook.model import Row


@dataclass(frozen=True)
class Comparison:
    """All that differs at the ``instants`` (civil)."""

    instants: tuple[datetime, ...]
    rows_gone: tuple[Row, ...]
    rows_new: tuple[Row, ...]
    flips: tuple[Flip, ...]
    answers: tuple[AnswerChange, ...]
    topics_lost: tuple[Loss, ...]
    clauses_lost: tuple[Loss, ...]


def compare(
    before: Release, after: Release, now: datetime, questions: Iterable[Question], chosen: Iterable[datetime] = ()
) -> Comparison:
    """``chosen`` instants, or else now and the next turns of what differs. Pure."""
    instants = tuple(chosen) or instants_from(now, before, after)
    return Comparison(
        instants, *row_changes(before, after), tuple(flips(before, after, instants)),
        tuple(answer_changes(before, after, instants, questions)), tuple(lost_topics(before, after, instants)),
        tuple(lost_clauses(before, after, instants)),
    )
