"""A reply is committed only while what it was answered from is current, on both databases."""
from __future__ import annotations

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from desks import approved, desk_of
from faults.stale import stale
from sqlalchemy import select

from bench.services import ServiceMissing, Services
from bot.stores.group_commit import Job, commit_together
from bot.stores.silenced import finish_unless_silenced
from bot.stores.tables import TurnRow
from bot.stores.turn_rows import Finished, FinishedElsewhere, StoredTurn, find, receive
from bot.stores.turn_store import MIGRATIONS
from knowledge import clock
from knowledge.database import migrate, open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.reading import current, history

TOPIC = "answers/topics/t.yml"
REPLY = {"messages": [], "receipt": {"topic": "t"}}


@pytest.fixture(scope="module")
def postgres():
    """The address of a PostgreSQL; skips where it is not installed."""
    try:
        with Services() as services:
            yield services.postgres().url
    except ServiceMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory):
    """A store that turns are kept in beside the content."""
    if request.param == "postgresql":
        engine = open_engine(request.getfixturevalue("postgres"))
    else:
        engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('fence') / 'fence.db'}")
    migrate(engine)
    migrate(engine, MIGRATIONS, "bot_version")
    yield desk_of(engine, at=clock.machine_utc())
    engine.dispose()


@pytest.fixture
def desk(store):
    """A desk that reads the clock as a step is taken; all tests publish on the same one, one after the other."""
    return Desk(store.engine, store.check, clock=clock.machine_utc, gate=store.gate)


def turn_of(desk) -> StoredTurn:
    with desk.engine.begin() as connection:
        return receive(connection, f"web:{uuid.uuid4().hex}", "1", {"channel": "web", "text": "问"})


def finished(desk, turn: StoredTurn, publication: int | None, pinned: bool = True) -> bool:
    """A reply from a publication, committed as what serves does it; ``pinned``: with the fence."""
    reply = {**REPLY, "receipt": {"publication": publication}}
    left = Finished(reply, [], publication=publication if pinned else None)
    job = Job(finish_unless_silenced, (turn, left), clock.machine_seconds() + 20)
    commit_together(desk.engine, [job])
    if job.error:
        raise job.error
    return job.outcome


def now_current(desk) -> int:
    return current(desk.engine, clock.machine_utc()).seq


def published(desk, at: datetime | None = None) -> int:
    """Publish another text, and the number that was current before."""
    now, text = clock.machine_utc(), f"topic: t\ntitle: {uuid.uuid4().hex}\n"
    number, before = approved(desk, TOPIC, text, at=now), now_current(desk)
    desk.publish(number, "zhao", now, at)
    return before


def reply_of(desk, turn: StoredTurn):
    with desk.engine.begin() as connection:
        return find(connection, turn.conversation, turn.client_id).reply


def test_what_is_answered_from_an_older_publication_is_not_written(desk):
    turn, before = turn_of(desk), published(desk)
    assert finished(desk, turn, before) is False and reply_of(desk, turn) is None
    assert finished(desk, turn, before + 1) is True
    assert reply_of(desk, turn)["receipt"]["publication"] == before + 1
    with pytest.raises(FinishedElsewhere):
        finished(desk, turn, before + 1)


def test_what_was_answered_from_the_folder_is_not_written_once_something_is_published(desk):
    assert finished(desk, turn_of(desk), 0) is False


def test_what_is_scheduled_holds_from_its_instant_on_and_not_before(desk):
    due = clock.machine_utc() + timedelta(seconds=1.5)
    before = published(desk, due)
    assert finished(desk, turn_of(desk), before) is True
    time.sleep(max(0.0, (due - clock.machine_utc()).total_seconds()))
    turn = turn_of(desk)
    assert finished(desk, turn, before) is False and finished(desk, turn, before + 1) is True


def test_a_reply_waits_for_a_step_that_publishes(desk):
    turn, locked, go_on = turn_of(desk), threading.Event(), threading.Event()
    pinned = now_current(desk)

    def slowly(moment):
        locked.set()
        go_on.wait(10)

    with ThreadPoolExecutor(2) as pool:
        publishing = pool.submit(desk.taken, clock.machine_utc(), slowly, True)
        assert locked.wait(10)
        writing = pool.submit(finished, desk, turn, pinned)
        time.sleep(0.3)
        assert not writing.done()
        go_on.set()
        publishing.result(10)
        assert writing.result(10) is True


def written(desk, stop: threading.Event, fenced: bool) -> int:
    """Turns one after the other, each answered from what was current when it began; how many were overtaken."""
    overtaken = 0
    while not stop.is_set():
        turn, done = turn_of(desk), False
        while not done:
            pinned = now_current(desk)
            # Between the beginning of a turn and its commit others publish.
            time.sleep(0.005)
            done = finished(desk, turn, pinned, fenced)
            overtaken += not done
    return overtaken


def raced(desk, fenced: bool) -> tuple[list[str], int]:
    """What is stale of many turns beside some publications, and how often a turn was overtaken."""
    stop, began = threading.Event(), clock.machine_utc()
    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(written, desk, stop, fenced) for _ in range(3)]
        for _ in range(8):
            published(desk)
        stop.set()
        overtaken = sum(one.result(30) for one in writing)
    with transaction(desk.engine) as session:
        rows = session.execute(select(TurnRow.done_at, TurnRow.reply).where(TurnRow.done_at >= began)).all()
    return stale([(row.done_at, row.reply["receipt"]["publication"]) for row in rows], history(desk.engine)), overtaken


def test_of_replies_that_race_with_publications_none_is_stale(desk):
    found, overtaken = raced(desk, fenced=True)
    assert found == [] and overtaken > 0


def test_without_the_fence_the_checker_finds_what_is_stale(desk):
    assert raced(desk, fenced=False)[0] != []
