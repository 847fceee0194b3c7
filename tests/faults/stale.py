"""The checker of publications: whether a reply was committed from something older than what was current. Pure.

Both times come from the store: a publication's and a reply's are read by the clock while the other is kept out.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from knowledge.desk.timeline import Publication, current


def stale(done: Iterable[tuple[datetime, int]], publications: Sequence[Publication]) -> list[str]:
    """A line for each reply, by its instant and its publication's number, that is not of what was current then."""
    lines = []
    for at, number in done:
        then = current(publications, at)
        if then is not None and then.seq != number:
            lines.append(f"a reply of {at.isoformat()} is of publication {number}, current was {then.seq}")
    return lines
