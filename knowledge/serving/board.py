"""What serving processes are told and what they tell, as statements in the caller's transaction. ``now`` is machine
time."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge.desk.publications import rows
from knowledge.desk.tables import PublicationRow
from knowledge.desk.timeline import Publication
from knowledge.serving.tables import HeldRow, HolderRow, WantedRow

# A process that was not seen for so long is taken to be gone; it is seen every three seconds.
LIVING_WITHIN = timedelta(seconds=10)
FORGOTTEN_AFTER = timedelta(hours=1)
# How a process says that it will hold a release in a minute or so.
BEING_TRAINED = "its model is being made ready, try again in a minute"


@dataclass(frozen=True)
class Told:
    """What a process has to hold: the current publication and those whose time has not come, in the order of their
    numbers, and releases that are about to be published."""

    publications: tuple[Publication, ...]
    wanted: tuple[str, ...]

    @property
    def releases(self) -> tuple[str, ...]:
        """The releases, each once, the current one first."""
        return tuple(dict.fromkeys([*(one.release for one in self.publications), *self.wanted]))


@dataclass(frozen=True)
class Holder:
    """A living process: the publication that it answers from (0: the city's folder), and what it says of one
    release: None while it says nothing, else why it cannot hold it, empty where it does."""

    label: str
    publication: int
    trouble: str | None

    @property
    def has_told(self) -> bool:
        """Whether it holds the release or never will."""
        return self.trouble is not None and BEING_TRAINED not in self.trouble


def told(session: Session, now: datetime) -> Told:
    """What there is to know, asked for by each process twice a second: whatever else has to be known as quickly is read
    here, too. No publication in a store that was never seeded. What comes behind the current publication in number
    takes its place when its time comes."""
    current = select(func.max(PublicationRow.seq)).where(PublicationRow.effective_at <= now).scalar_subquery()
    found = session.execute(rows().where(PublicationRow.seq >= current).order_by(PublicationRow.seq))
    wanted = session.execute(select(WantedRow.release).where(WantedRow.until > now).order_by(WantedRow.release))
    return Told(tuple(Publication(**row._mapping) for row in found), tuple(wanted.scalars()))


def arrive(session: Session, process: str, label: str, publication: int, now: datetime) -> None:
    """A process begins to serve. Processes that nobody has seen for an hour are forgotten."""
    gone = select(HolderRow.process).where(HolderRow.seen_at < now - FORGOTTEN_AFTER)
    for one in session.execute(gone).scalars().all():
        leave(session, one)
    answers_from(session, process, label, publication, now)


def answers_from(session: Session, process: str, label: str, publication: int, now: datetime) -> None:
    """The process lives, and answers from this publication; one that stood still for an hour is known again."""
    session.merge(HolderRow(process=process, label=label, publication=publication, seen_at=now))


def holds(session: Session, process: str, release: str, trouble: str, model: str = "") -> None:
    """The process holds a release ready and answers from it by this model, or says why it cannot."""
    session.merge(HeldRow(process=process, release=release, trouble=trouble, model=model))


def lets_go(session: Session, process: str, release: str) -> None:
    """The process no longer holds a release."""
    here = (HeldRow.process == process, HeldRow.release == release)
    session.execute(delete(HeldRow).where(*here).execution_options(synchronize_session=False))


def model_of(session: Session, release: str, now: datetime) -> str:
    """The model by which the living processes answer from a release; empty where none of them holds it."""
    query = (
        select(HeldRow.model).join(HolderRow, HolderRow.process == HeldRow.process)
        .where(HeldRow.release == release, HeldRow.trouble == "", HolderRow.seen_at >= now - LIVING_WITHIN)
        .order_by(HolderRow.label)
    )
    return next(filter(None, session.execute(query).scalars()), "")


def leave(session: Session, process: str) -> None:
    """The process ends in good order, or is gone for long."""
    for table in (HeldRow, HolderRow):
        session.execute(
            delete(table).where(table.process == process).execution_options(synchronize_session=False)
        )


def want(session: Session, release: str, until: datetime) -> None:
    """Ask all processes to hold a release of the store."""
    session.merge(WantedRow(release=release, until=until))


def holders(session: Session, now: datetime, release: str = "") -> list[Holder]:
    """The living processes by their labels, with what each says of a release."""
    query = (
        select(HolderRow.label, HolderRow.publication, HeldRow.trouble)
        .outerjoin(HeldRow, (HeldRow.process == HolderRow.process) & (HeldRow.release == release))
        .where(HolderRow.seen_at >= now - LIVING_WITHIN).order_by(HolderRow.label)
    )
    return [Holder(*row) for row in session.execute(query)]
