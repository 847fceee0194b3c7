"""Rows that come and go, and the verdicts that turn, cell by cell: kind of venue, kind of zone, instant. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.releases.comparison.said import Saying
from knowledge.releases.release import Release
from knowledge.rulebook import decide_venue
from knowledge.rulebook.model import Row
from knowledge.rulebook.venues import cells


@dataclass(frozen=True)
class Flip:
    """A cell of which another thing is said; None where the kind, or the zone, is not known."""

    venue: str
    zone: str | None
    at: datetime
    before: str | None
    after: str | None


def row_changes(before: Release, after: Release) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows that go and those that come, wherever in a file they stand."""
    old, new = (Counter(map(by_itself, release.rulebook.rows)) for release in (before, after))
    return tuple(standing(before, old - new)), tuple(standing(after, new - old))


def by_itself(row: Row) -> Row:
    """A row without the line it stands on."""
    return replace(row, where="")


def standing(release: Release, rows: Counter[Row]) -> Iterator[Row]:
    """The same rows with the lines they stand on."""
    left = Counter(rows)
    for row in release.rulebook.rows:
        if left[by_itself(row)] > 0:
            left[by_itself(row)] -= 1
            yield row


def flips(before: Release, after: Release, instants: Iterable[datetime]) -> Iterator[Flip]:
    """Every cell of which something else is said at one of the instants."""
    if all(getattr(before, what) == getattr(after, what) for what in ("rulebook", "notices", "words")):
        return
    for at in instants:
        old, new = table(before, at), table(after, at)
        for cell in {**old, **new}:
            if old.get(cell) != new.get(cell):
                yield Flip(*cell, at, old.get(cell), new.get(cell))


def table(release: Release, at: datetime) -> dict[tuple[str, str | None], str]:
    """What is said of each kind of venue in each kind of zone, conditions, source and places where it is otherwise
    included."""
    words = VerdictsInWords(release.rulebook, release.notices, Saying(release))
    return {
        (venue, zone): told(words, decide_venue(release.rulebook, venue, zone, at))
        for venue in release.rulebook.kinds for zone in cells(release.rulebook, at)
    }


def told(words: VerdictsInWords, verdict) -> str:
    """A verdict in one line."""
    elsewhere = "".join(words.elsewhere(verdict, verdict.venue))
    clauses = "、".join(dict.fromkeys(f"{claim.notice}#{claim.clause}" for claim in verdict.claims))
    return "  ".join(filter(None, (f"{verdict.word}: {words.in_line(verdict)}", elsewhere, clauses)))
