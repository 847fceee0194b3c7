"""Work on the database, and all that waits in one transaction: one flush to disk for many turns."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from knowledge import clock
from knowledge.store_watch import watch_of

MOST_AT_ONCE = 64
WITHIN_SECONDS = 8.0
# PostgreSQL's code for two transactions that waited for each other; each work alone cannot do that.
DEADLOCK = "40P01"


class StoreTooSlow(SQLAlchemyError):
    """The database did not answer within the deadline; whether the work was committed is not known."""


@dataclass
class Job:
    """A function of a connection and ``arguments``, and what came of it. It must leave no trace outside the database,
    since it may be run twice. At ``until`` (machine seconds) its caller gives up."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    until: float
    outcome: Any = None
    error: BaseException | None = None

    def is_given_up(self) -> bool:
        """Whether its caller was told that it was too slow: nothing may be stored then that nobody was told of."""
        return clock.machine_seconds() >= self.until


def commit_together(engine: Engine, jobs: Sequence[Job]) -> None:
    """Run all in one transaction, or each in one of its own when one of them fails; outcome or error stand in each. One
    that is given up has an error, whatever it would have returned: only a commit takes that away."""
    for job in jobs:
        job.error = StoreTooSlow("The database was not asked in time; nothing is stored.")
    jobs = [job for job in jobs if not job.is_given_up()]
    try:
        if not committed(engine, jobs):
            for job in jobs:
                committed(engine, [] if job.is_given_up() else [job])
    except SQLAlchemyError as error:
        # The database is away, locked, full, damaged or another one: nobody's work would go better alone.
        for job in jobs:
            job.error = error


def committed(engine: Engine, jobs: Sequence[Job]) -> bool:
    """Run all in one transaction; False when one of several failed, or one was given up, and nothing is committed.
    Raises OperationalError, StoreGone or what else the database says at a commit."""
    with engine.connect() as connection:
        try:
            for job in jobs:
                job.outcome = job.work(connection, *job.arguments)
        except OperationalError as error:
            if len(jobs) > 1 and getattr(error.orig, "pgcode", None) == DEADLOCK:
                return False
            raise
        except Exception as error:
            if len(jobs) == 1:
                jobs[0].error = error
            return len(jobs) == 1
        if any(job.is_given_up() for job in jobs):
            return False
        connection.commit()
        # Whoever is told of it now must find it again. The connection was checked when it was taken.
        watch_of(engine).check(connection.info)
    for job in jobs:
        job.error = None
    return True


def too_slow(within: float) -> StoreTooSlow:
    """What is raised when ``within`` seconds have passed."""
    return StoreTooSlow(f"The database did not answer within {within:g} seconds.")
