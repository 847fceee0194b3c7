"""Which release is current when: publications in their order, and what a step appends to them. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.desk.draft import BaseMoved, Draft, StepRefused
from knowledge.releases.documents import Manifest, identify

# seed: the folder that a store began with; again: a scheduled draft, laid over what was published before its time;
# withdraw: the current release once more, so that what was scheduled never comes.
SEED, PUBLISH, URGENT, ROLLBACK, AGAIN, WITHDRAW = "seed", "publish", "urgent", "rollback", "again", "withdraw"


@dataclass(frozen=True)
class Publication:
    """From ``effective_at`` on (machine time) a release and a model are current, unless a higher number is. ``at``:
    when it was written down. ``model`` is empty where none goes with it."""

    seq: int
    release: str
    model: str
    effective_at: datetime
    by: str
    kind: str
    reason: str
    draft: int | None
    at: datetime


@dataclass(frozen=True)
class Planned:
    """A publication to be appended, with the texts of its release."""

    manifest: Manifest
    effective_at: datetime
    kind: str
    draft: int | None = None

    @property
    def release(self) -> str:
        return identify(self.manifest)


@dataclass(frozen=True)
class Plan:
    """What a step appends, in this order, and the scheduled drafts that it makes impossible."""

    append: tuple[Planned, ...]
    set_back: tuple[Draft, ...] = ()


def current(publications: Iterable[Publication], at: datetime) -> Publication | None:
    """The highest number whose time has come."""
    return max((one for one in publications if one.effective_at <= at), key=lambda one: one.seq, default=None)


def planned_draft(
    draft: Draft, manifest: Manifest, pending: Sequence[Draft], effective_at: datetime, kind: str
) -> Plan:
    """A draft from ``effective_at`` on. ``manifest``: the texts that are current now; ``pending``: the drafts that are
    scheduled. It is laid over what comes before it or with it; what comes behind is laid over it. Raises BaseMoved."""
    behind = []
    for other in in_time(pending):
        if other.effective_at <= effective_at:
            manifest = other.over(manifest)
        else:
            behind.append(other)
    return with_those_behind(Planned(draft.over(manifest), effective_at, kind, draft.number), behind)


def with_those_behind(first: Planned, behind: Sequence[Draft]) -> Plan:
    """A publication, and once more each scheduled draft behind it: a higher number takes the place of theirs."""
    append, impossible, manifest = [first], [], first.manifest
    for draft in in_time(behind):
        try:
            manifest = draft.over(manifest)
        except BaseMoved:
            impossible.append(draft)
        else:
            append.append(Planned(manifest, draft.effective_at, AGAIN, draft.number))
    return Plan(tuple(append), tuple(impossible))


def refuse_to_set_back(plan: Plan) -> None:
    """Only an emergency and a roll-back stop what others have scheduled. Raises StepRefused."""
    if plan.set_back:
        other = plan.set_back[0]
        raise StepRefused(
            f"Draft {other.number}, scheduled for {other.effective_at.isoformat()}, changes the same documents; "
            "withdraw that first, or publish behind it."
        )


def in_time(drafts: Iterable[Draft]) -> list[Draft]:
    """Scheduled drafts in the order in which they come; at one instant in that of their numbers."""
    return sorted(drafts, key=lambda draft: (draft.effective_at, draft.number))
