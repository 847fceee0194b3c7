"""The shared state of a rollout: which process serves with which model, the proposal, the votes, the decision."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, inspect, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.model_rollout import vote
from bot.model_rollout.tables import ModelChangeRow, ModelVoteRow, ServingProcessRow
from bot.model_rollout.vote import Change, Vote, decide
from bot.stores.turn_store import MIGRATIONS
from knowledge import clock
from knowledge.database import migrate, transaction
from knowledge.serving.board import model_of


class ChangeUnderWay(RuntimeError):
    """Another change is proposed already; the message is one sentence."""


@dataclass(frozen=True)
class Serving:
    """A living process and the model it answers with."""

    id: str
    label: str
    model: str
    trouble: str
    started_at: datetime


class ModelStore:
    """All methods block; callers keep them off the event loop."""

    def __init__(self, engine: Engine):
        self.engine = engine
        migrate(engine, MIGRATIONS, "bot_version")

    def arrive(self, process_id: str, label: str, model: str) -> None:
        """A process begins to serve. Processes that nobody has seen for an hour are forgotten."""
        now = clock.machine_utc()
        with transaction(self.engine) as session:
            session.execute(delete(ServingProcessRow).where(ServingProcessRow.seen_at < now - 360 * vote.LIVING_WITHIN))
            session.add(ServingProcessRow(
                id=process_id, label=label, model=model, trouble="", started_at=now, seen_at=now
            ))

    def beat(self, process_id: str) -> None:
        """The process lives."""
        self._update(process_id, seen_at=clock.machine_utc())

    def serves(self, process_id: str, model: str, trouble: str = "") -> None:
        """The process answers with ``model`` now; ``trouble`` says why it isn't the current one."""
        self._update(process_id, model=model, trouble=trouble)

    def _update(self, process_id: str, **values) -> None:
        with transaction(self.engine) as session:
            session.execute(update(ServingProcessRow).where(ServingProcessRow.id == process_id).values(**values))

    def leave(self, process_id: str) -> None:
        """The process ends in good order."""
        with transaction(self.engine) as session:
            session.execute(delete(ServingProcessRow).where(ServingProcessRow.id == process_id))

    def living(self) -> list[Serving]:
        """The processes that serve, the eldest first."""
        with transaction(self.engine) as session:
            return [
                Serving(row.id, row.label, row.model, row.trouble, row.started_at) for row in living_rows(session)
            ]

    def change(self, state: str) -> Change | None:
        """The one change that is proposed, or current."""
        query = select(ModelChangeRow).where(ModelChangeRow.state == state)
        with transaction(self.engine) as session:
            row = session.execute(query).scalar_one_or_none()
            return as_change(row) if row else None

    def find(self, change_id: int) -> Change:
        """The change with this number."""
        with transaction(self.engine) as session:
            return as_change(session.get(ModelChangeRow, change_id))

    def before(self, current: Change) -> Change | None:
        """The last change before ``current`` to another model."""
        query = (
            select(ModelChangeRow)
            .where(ModelChangeRow.state == vote.REPLACED, ModelChangeRow.name != current.name)
            .order_by(ModelChangeRow.decided_at.desc(), ModelChangeRow.id.desc()).limit(1)
        )
        with transaction(self.engine) as session:
            row = session.execute(query).scalar_one_or_none()
            return as_change(row) if row else None

    def votes(self, change_id: int) -> list[Vote]:
        """What each process has said to a change."""
        with transaction(self.engine) as session:
            return votes_of(session, change_id)

    def start_with(self, name: str, digest: str, sources: str, kind: str = vote.START) -> None:
        """Write down what processes come up with, or (TRAINED) what came with a publication, unless it is the current
        one already."""
        with transaction(self.engine) as session:
            current = session.execute(
                select(ModelChangeRow).where(ModelChangeRow.state == vote.CURRENT)
            ).scalar_one_or_none()
            if current and (current.name, current.digest, current.sources) == (name, digest, sources):
                return
        try:
            with transaction(self.engine) as session:
                replace_current(session)
                session.add(new_change(name, digest, sources, kind, vote.CURRENT))
        except IntegrityError:
            # Another process has written the same in the same instant.
            return

    def propose(self, name: str, digest: str, sources: str, kind: str) -> int:
        """Ask all living processes; returns the number of the change. Raises ChangeUnderWay."""
        try:
            with transaction(self.engine) as session:
                row = new_change(name, digest, sources, kind, vote.PROPOSED)
                session.add(row)
                session.flush()
                session.add_all(
                    ModelVoteRow(change_id=row.id, process_id=one.id, label=one.label, outcome=vote.WAITING, reason="")
                    for one in living_rows(session)
                )
                return row.id
        except IntegrityError:
            raise ChangeUnderWay(
                "Another change of model is under way; see `jumin model status` and try again."
            ) from None

    def vote(self, change_id: int, vote: Vote) -> None:
        """What a process says; one that was not asked because it came up later may say it, too."""
        with transaction(self.engine) as session:
            session.merge(ModelVoteRow(change_id=change_id, **vars(vote)))

    def decide(self, change_id: int) -> None:
        """Make the change current or refused if that can be said now; of many who do so at once one succeeds."""
        with transaction(self.engine) as session:
            row = session.get(ModelChangeRow, change_id)
            living = {one.id for one in living_rows(session)}
            found = decide(row.proposed_at, votes_of(session, change_id), living, clock.machine_utc())
            if row.state != vote.PROPOSED or found is None:
                return
            state, reason = found
            if state == vote.CURRENT:
                replace_current(session)
            done = session.execute(
                update(ModelChangeRow)
                .where(ModelChangeRow.id == change_id, ModelChangeRow.state == vote.PROPOSED)
                .values(state=state, reason=reason, decided_at=clock.machine_utc())
                .execution_options(synchronize_session=False)
            )
            if done.rowcount != 1:
                session.rollback()


def living_rows(session: Session) -> list[ServingProcessRow]:
    since = clock.machine_utc() - vote.LIVING_WITHIN
    query = select(ServingProcessRow).where(ServingProcessRow.seen_at >= since)
    return list(session.execute(query.order_by(ServingProcessRow.started_at, ServingProcessRow.id)).scalars())


def votes_of(session: Session, change_id: int) -> list[Vote]:
    query = select(ModelVoteRow).where(ModelVoteRow.change_id == change_id).order_by(ModelVoteRow.label)
    return [Vote(row.process_id, row.label, row.outcome, row.reason) for row in session.execute(query).scalars()]


def replace_current(session: Session) -> None:
    """The current change is one of the past."""
    session.execute(
        update(ModelChangeRow).where(ModelChangeRow.state == vote.CURRENT).values(state=vote.REPLACED)
        .execution_options(synchronize_session=False)
    )


def new_change(name: str, digest: str, sources: str, kind: str, state: str) -> ModelChangeRow:
    now = clock.machine_utc()
    decided = now if state == vote.CURRENT else None
    return ModelChangeRow(
        name=name, digest=digest, sources=sources, kind=kind, state=state, reason="", proposed_at=now,
        decided_at=decided
    )


def as_change(row: ModelChangeRow) -> Change:
    """A row as a plain record that outlives its session."""
    return Change(row.id, row.name, row.digest, row.sources, row.kind, row.state, row.reason, row.proposed_at)


def served_model(session: Session, release: str = "") -> str:
    """The model that goes with a release: that by which the living processes hold it, else the one that is current in
    the store; empty where none was ever chosen. Written by nobody: the tables are made by whoever serves."""
    if held := model_of(session, release, clock.machine_utc()):
        return held
    if not inspect(session.connection()).has_table(ModelChangeRow.__tablename__):
        return ""
    return session.execute(select(ModelChangeRow.name).where(ModelChangeRow.state == vote.CURRENT)).scalar() or ""
