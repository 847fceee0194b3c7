"""The instants at which two releases are worth comparing: now, and whenever what they do not share begins or ends.
Pure."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from knowledge.notices.window import Window
from knowledge.releases.release import Release

MOST = 8


def instants_from(now: datetime, *releases: Release) -> tuple[datetime, ...]:
    """Now, and the next turns of anything that the releases do not share."""
    return (now, *edges_from(now, *releases)[:MOST - 1])


def edges_from(now: datetime, *releases: Release) -> list[datetime]:
    """The turns to come of anything that the releases do not share, the next first."""
    windows = [set(windows_of(release)) for release in releases]
    shared = set.intersection(*windows)
    edges = {edge for window in set.union(*windows) - shared for edge in (window.start, window.end) if edge}
    return sorted(edge.astimezone(now.tzinfo) for edge in edges if edge > now)


def windows_of(release: Release) -> Iterator[Window]:
    """Every window in a release."""
    for notice in release.notices.values():
        yield from (notice.in_force, *notice.windows.values(), *(change.window for change in notice.changes))
    yield from (row.window for row in release.rulebook.rows)
    for answer in release.answers.values():
        yield from (part.window for part in (*answer.parts, *answer.nearby) if part.window)
