"""Publications in the store: appended under a lock, read by number and time."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from knowledge.audit.log import record, take
from knowledge.audit.tables import PUBLICATION
from knowledge.desk.draft import StepRefused
from knowledge.desk.tables import PublicationRow
from knowledge.desk.texts import keep_release, manifest_in
from knowledge.desk.timeline import SEED, Plan, Planned, Publication

# The model that answers from a release of this identifier; empty where none is known.
ModelOf = Callable[[Session, str], str]
FIELDS = ("seq", "release", "model", "effective_at", "by", "kind", "reason", "draft", "at")


def history(session: Session) -> list[Publication]:
    """All publications, oldest first."""
    return [Publication(**row._mapping) for row in session.execute(rows().order_by(PublicationRow.seq))]


def current_in(session: Session, at: datetime) -> Publication | None:
    """The publication that is current at an instant; None in a store that was never seeded."""
    query = rows().where(PublicationRow.effective_at <= at).order_by(PublicationRow.seq.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return Publication(**row._mapping) if row else None


def last_at(session: Session) -> datetime | None:
    """When the last publication was written down; None in a store without any."""
    return session.execute(select(func.max(PublicationRow.at))).scalar_one()


def are_of_files(session: Session) -> bool:
    """Whether nobody has published anything yet: all there is comes from the folder of the city."""
    return session.execute(select(PublicationRow.seq).where(PublicationRow.kind != SEED).limit(1)).first() is None


def manifest_now(session: Session, at: datetime) -> dict[str, str]:
    """The texts that are current. Raises StepRefused in a store without any."""
    publication = current_in(session, at)
    if publication is None:
        raise StepRefused("The store has no content yet.")
    return manifest_in(session, publication.release)


def was_current(session: Session, release: str, at: datetime) -> bool:
    """Whether residents were ever answered from a release."""
    past = [one for one in history(session) if one.effective_at <= at]
    return any(one.release == release and is_reached(one, past) for one in past)


def is_reached(one: Publication, past: list[Publication]) -> bool:
    """Whether it was ever current: at once, or since no higher number was there already when its time came."""
    return one.effective_at <= one.at or not any(
        other.seq > one.seq and max(other.effective_at, other.at) <= one.effective_at for other in past
    )


def append(
    session: Session, plan: Plan, by: str, reason: str, model: ModelOf, at: datetime
) -> list[Publication]:
    """Append what a step planned, in its order, each release with its model."""
    take(session, PUBLICATION)
    first = (session.execute(select(func.max(PublicationRow.seq))).scalar_one() or 0) + 1
    return [
        append_one(session, seq, planned, by, reason, model, at) for seq, planned in enumerate(plan.append, first)
    ]


def append_one(
    session: Session, seq: int, planned: Planned, by: str, reason: str, model: ModelOf, at: datetime
) -> Publication:
    release = keep_release(session, planned.manifest, at)
    answering = model(session, release)
    new = Publication(seq, release, answering, planned.effective_at, by, planned.kind, reason, planned.draft, at)
    session.execute(insert(PublicationRow.__table__), [vars(new)])
    record(session, at, by, f"publication {planned.kind}", seq, f"{release} from {new.effective_at.isoformat()}")
    return new


def rows():
    return select(*(getattr(PublicationRow, name) for name in FIELDS))
