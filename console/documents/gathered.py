"""What a draft changes, each thing told once: verdicts that turn alike, answers that change alike at several instants.
Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.releases.comparison.answers import AnswerChange
from knowledge.releases.comparison.cells import Flip

# Until when, and the clauses, behind a verdict in words.
BY_WHOM = re.compile(r"，到[^，（]*为止|\s{2}\S+#.*$")


@dataclass(frozen=True)
class Turned:
    """Kinds of venues of which the same is said before and after, in the same kinds of zones at the same instants."""

    venues: tuple[str, ...]
    zones: tuple[str | None, ...]
    instants: tuple[datetime, ...]
    before: str
    after: str

    @property
    def is_another(self) -> bool:
        """Whether something else is said, and not the same by another clause or to another end."""
        return BY_WHOM.sub("", self.before) != BY_WHOM.sub("", self.after)


def turned(flips: Iterable[Flip]) -> list[Turned]:
    """Flips put together by what is said, in the order in which they come."""
    cells: dict[tuple, dict[datetime, None]] = {}
    for flip in flips:
        cells.setdefault((flip.venue, flip.zone, told(flip.before), told(flip.after)), {})[flip.at] = None
    venues = gathered((zone, before, after, tuple(at), venue) for (venue, zone, before, after), at in cells.items())
    zones = gathered((kinds, *said, zone) for (zone, *said), kinds in venues.items())
    return [Turned(kinds, found, instants, before, after)
            for (kinds, before, after, instants), found in zones.items()]


def gathered(rows: Iterable[tuple]) -> dict[tuple, tuple]:
    """The last of each row by all that stands before it."""
    found: dict[tuple, list] = {}
    for *key, last in rows:
        found.setdefault(tuple(key), []).append(last)
    return {key: tuple(values) for key, values in found.items()}


def told(verdict: str | None) -> str:
    """A verdict as the comparison tells it, without its key."""
    return (verdict or "").partition(": ")[2]


def lasting(changes: Iterable[AnswerChange]) -> list[tuple[AnswerChange, tuple[datetime, ...]]]:
    """Answers that change alike at several instants, with all of those."""
    found = gathered(((one.topic, one.before, one.after), one) for one in changes)
    return [(same[0], tuple(one.at for one in same)) for same in found.values()]
