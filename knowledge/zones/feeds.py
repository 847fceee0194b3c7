"""What is kept of a feed: what to ask it with, whose turn it is to fetch, and when that last went well. Machine
time."""
from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.addresses import spoken_url
from knowledge.database import transaction
from knowledge.zones.tables import FeedRow

if TYPE_CHECKING:  # the process that only works on the tables fetches nothing
    from knowledge.fetching import Fetched


def feed_key(url: str, city: str) -> str:
    """Under which name the feed of an address is kept for a city; it holds no secret of the address."""
    mark = hashlib.sha256(f"{url}\n{city}".encode("utf-8", "replace")).hexdigest()[:16]
    return f"{spoken_url(url)[:400]}#{mark}"


def conditions(session: Session, key: str) -> dict[str, str]:
    """The headers that ask for a change only."""
    row = session.get(FeedRow, key)
    known = {"If-None-Match": row.etag, "If-Modified-Since": row.last_modified} if row else {}
    return {name: value for name, value in known.items() if value}


def note_success(session: Session, key: str, at: datetime, fetched: Fetched | None) -> None:
    """The feed was fetched at ``at``; None: it had not changed."""
    row = session.get(FeedRow, key) or FeedRow(url=key, etag="", last_modified="")
    row.synced_at = at
    if fetched:
        row.etag, row.last_modified = fetched.etag, fetched.last_modified
    session.add(row)


def take_turn(engine: Engine, key: str, now: datetime, seconds: float) -> bool:
    """True for one process only when the feed is due; nobody else's turn comes in the next ``seconds``, so that the
    turn of a process that dies ends by itself."""
    _make_row(engine, key)
    due = or_(FeedRow.due_at.is_(None), FeedRow.due_at <= now)
    with transaction(engine) as session:
        taken = session.execute(
            update(FeedRow).where(FeedRow.url == key, due).values(due_at=now + timedelta(seconds=seconds))
            .execution_options(synchronize_session=False)
        )
        return taken.rowcount == 1


def put_off(engine: Engine, key: str, until: datetime) -> None:
    """The feed is due again at ``until``."""
    with transaction(engine) as session:
        session.execute(
            update(FeedRow).where(FeedRow.url == key).values(due_at=until).execution_options(synchronize_session=False)
        )


def last_success(connection: Connection | Session, key: str) -> datetime | None:
    """When the feed was last fetched well; None for never."""
    return connection.execute(select(FeedRow.synced_at).where(FeedRow.url == key)).scalar_one_or_none()


def _make_row(engine: Engine, key: str) -> None:
    try:
        with transaction(engine) as session:
            if session.get(FeedRow, key) is None:
                session.add(FeedRow(url=key, etag="", last_modified=""))
    except IntegrityError:
        pass  # another process made it in the same moment
