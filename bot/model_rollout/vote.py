"""When a proposed model becomes the current one, and when it is refused. Pure."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

WAITING, READY, REFUSED = "waiting", "ready", "refused"
PROPOSED, CURRENT, REPLACED = "proposed", "current", "replaced"
START, USE, ROLLBACK, TRAINED = "start", "use", "rollback", "trained"
# A process that was not seen for so long is taken to be gone; it says that it lives every three seconds.
LIVING_WITHIN = timedelta(seconds=10)
DECIDED_WITHIN = timedelta(seconds=120)


@dataclass(frozen=True)
class Change:
    """A row of model_change."""

    id: int
    name: str
    digest: str
    sources: str
    kind: str
    state: str
    reason: str
    proposed_at: datetime


@dataclass(frozen=True)
class Vote:
    """What a process says to a change."""

    process_id: str
    label: str
    outcome: str
    reason: str = ""


def decide(
    proposed_at: datetime, votes: Collection[Vote], living: Collection[str], now: datetime
) -> tuple[str, str] | None:
    """CURRENT, or REFUSED and why; None while some process still works on it.

    ``living`` are the ids of the processes seen lately. A process that was asked and is gone refuses, too: perhaps it
    ended over this very model. One that came up later has to be ready as well.
    """
    reasons = [f"{vote.label}: {vote.reason}" for vote in votes if vote.outcome == REFUSED]
    waiting = [vote for vote in votes if vote.outcome == WAITING]
    reasons += [f"{vote.label}: it ended before it was ready." for vote in waiting if vote.process_id not in living]
    if not reasons and now - proposed_at > DECIDED_WITHIN:
        labels = ", ".join(vote.label for vote in waiting) or "a process that came up meanwhile"
        reasons = [f"{labels}: no word within {DECIDED_WITHIN.seconds} seconds."]
    if reasons:
        return REFUSED, " ".join(reasons)
    asked = {vote.process_id for vote in votes}
    return (CURRENT, "") if votes and not waiting and asked.issuperset(living) else None
