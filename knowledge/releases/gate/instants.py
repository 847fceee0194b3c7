"""The instants at which a draft is held against what is current. Pure."""
from __future__ import annotations

from datetime import datetime, timedelta

from knowledge.releases.comparison.instants import edges_from
from knowledge.releases.release import Release

# Words may hold from an instant on, or up to it.
BESIDE = timedelta(minutes=1)
# Turns looked at, the next first; each is three instants.
MOST_TURNS = 24


def around(now: datetime, before: Release, after: Release) -> tuple[datetime, ...]:
    """Now, and each turn of what the releases do not share, with a minute before and a minute after it."""
    turns = edges_from(now, before, after)[:MOST_TURNS]
    beside = {turn + step for turn in turns for step in (-BESIDE, timedelta(0), BESIDE)}
    return (now, *sorted(at for at in beside if at > now))
