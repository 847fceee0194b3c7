"""What every way of doing the store's work keeps: in a thread, and in a process beside the one that serves."""
from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from store_works import end, keys, loaded, put, put_and_wait, stumble, worker
from support import ROOT

from bot.channels.wechat import inbound_store, late, late_queue
from bot.channels.wechat.composing import Composer
from bot.stores import readiness_rows, turn_rows, worker_client
from bot.stores.group_commit import Job, StoreTooSlow, commit_together
from bot.stores.thread_worker import Batches
from bot.stores.worker_client import StoreEnded, StoreWorker
from knowledge import clock
from knowledge.database import open_engine
from knowledge.store_watch import StoreGone

ENDS_WITHIN_SECONDS = 8


@pytest.fixture
def url(tmp_path, monkeypatch):
    # The process beside has to find store_works.
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'tests' / 'support'}")
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    with open_engine(url).begin() as connection:
        connection.execute(text("create table kept (key text primary key, value text)"))
    return url


@pytest.fixture(params=[Batches, StoreWorker])
def make(request, url):
    return lambda within=8.0: request.param(open_engine(url) if request.param is Batches else url, within)


def told(batches, story):
    """Play a story with them, and close them."""
    async def whole():
        try:
            return await story(batches.run)
        finally:
            await batches.close()
    return asyncio.run(whole())


def test_what_was_put_in_comes_out_in_order_and_errors_hurt_only_their_own(make):
    async def story(run):
        puts = [run(put, f"{number:02}") for number in range(20)]
        outcomes = await asyncio.gather(*puts, run(put, "05"), run(put, "99"), return_exceptions=True)
        return outcomes, await run(keys)
    outcomes, kept = told(make(), story)
    assert outcomes[:20] == [f"{number:02}" for number in range(20)] and outcomes[21] == "99"
    assert isinstance(outcomes[20], IntegrityError) and kept == [f"{number:02}" for number in range(20)] + ["99"]


async def awake(run):
    """Until a process that has just begun answers: on a busy machine that takes longer than it may take later."""
    with contextlib.suppress(StoreTooSlow):
        return await run(keys)
    return await awake(run)


def test_what_came_too_late_is_not_stored(make):
    async def story(run):
        await awake(run)
        outcomes = await asyncio.gather(run(put_and_wait, "slow", 1.0), run(put, "behind"), return_exceptions=True)
        await asyncio.sleep(1.5)
        return outcomes, await run(keys)
    outcomes, kept = told(make(within=0.6), story)
    assert [type(outcome) for outcome in outcomes] == [StoreTooSlow, StoreTooSlow] and kept == []


@pytest.mark.parametrize("seconds", [-1.0, 0.2], ids=["before it is run", "while it is run"])
def test_work_that_is_given_up_is_never_taken_for_done(url, seconds):
    engine = open_engine(url)
    jobs = [
        Job(put_and_wait, ("late", 0.4), clock.machine_seconds() + seconds),
        Job(put, ("in time",), clock.machine_seconds() + 60)
    ]
    commit_together(engine, jobs)
    assert isinstance(jobs[0].error, StoreTooSlow) and jobs[1].error is None
    with engine.connect() as connection:
        assert keys(connection) == ["in time"]


def test_a_database_that_is_away_is_told_to_everybody(make, url):
    async def story(run):
        with open_engine(url).begin() as connection:
            connection.execute(text("alter table kept rename to away"))
        return await asyncio.gather(run(put, "a"), run(put, "b"), return_exceptions=True)
    assert all(isinstance(error, OperationalError) for error in told(make(), story))


def test_one_after_the_other_may_use_it_each_with_a_loop_of_its_own(make):
    batches = make()
    for key in "ab":
        told(batches, lambda run, key=key: run(put, key))
    assert told(batches, lambda run: run(keys)) == ["a", "b"]


def test_a_killed_process_is_told_and_another_goes_on(url):
    async def story(run):
        await run(keys)
        # The first goes alone, what comes meanwhile goes together.
        _, *outcomes = await asyncio.gather(
            run(put_and_wait, "before", 0.2), run(put, "with it"), run(end), return_exceptions=True)
        return outcomes, await run(keys), await run(put, "after")
    outcomes, kept, last = told(StoreWorker(url), story)
    assert (
        [type(outcome) for outcome in outcomes] == [StoreEnded, StoreEnded] and kept == ["before"] and last == "after"
    )


def test_a_process_that_cannot_be_started_is_told_and_tried_again(url, monkeypatch):
    async def story(run):
        with monkeypatch.context() as patch:
            patch.setattr(worker_client, "COMMAND", ("no such program",))
            outcomes = await asyncio.gather(run(put, "a"), run(put, "b"), return_exceptions=True)
        return outcomes, await run(put, "c")
    outcomes, last = told(StoreWorker(url), story)
    assert [type(outcome) for outcome in outcomes] == [StoreEnded, StoreEnded] and last == "c"


def test_a_process_that_hangs_is_ended_and_another_goes_on(url):
    async def story(run):
        hung = psutil.Process(await run(worker))
        hung.suspend()
        with pytest.raises(StoreTooSlow):
            await run(put, "hung")
        await asyncio.sleep(1.5)
        return psutil.pid_exists(hung.pid), await run(put, "after"), await run(keys)
    assert told(StoreWorker(url, within=1.0), story) == (False, "after", ["after"])


def test_a_process_that_hangs_does_not_hold_up_the_end(url):
    async def story(run):
        hung = psutil.Process(await run(worker))
        hung.suspend()
        return hung
    with suppress(psutil.NoSuchProcess):
        told(StoreWorker(url, within=1.0), story).wait(ENDS_WITHIN_SECONDS)


def test_an_error_that_cannot_travel_is_told_by_its_kind_and_so_is_work_that_cannot(url):
    async def story(run):
        with pytest.raises(RuntimeError, match="Unsendable"):
            await run(stumble)
        with pytest.raises((AttributeError, TypeError)):
            await run(lambda connection: None)
        return await run(put, "well")
    assert told(StoreWorker(url), story) == "well"


def test_what_it_works_for_turns_and_wechat_loads_nothing_heavy(url):
    works = turn_rows.receive, readiness_rows.write, inbound_store.admit, late.passive, late_queue.claim, Composer
    assert told(StoreWorker(url), lambda run: run(loaded, works)) == []


def test_it_ends_with_the_process_that_started_it_however_that_ends(url):
    program = (
        "import asyncio, os; from bot.stores.worker_client import StoreWorker; from store_works import worker\n"
        f"async def story():\n    print(await StoreWorker({url!r}).run(worker), flush=True)\n    os.kill(os.getpid(), "
        f"9)\n"
        "asyncio.run(story())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=60
    )
    with suppress(psutil.NoSuchProcess):
        psutil.Process(int(done.stdout)).wait(ENDS_WITHIN_SECONDS)
    assert not psutil.pid_exists(int(done.stdout))


def test_a_process_that_is_started_again_knows_the_file_that_was_served(url, tmp_path):
    """Killed while somebody put another file in place: the one that comes after it must not begin there."""
    async def story(run):
        assert await run(put, "one") == "one"
        pid = await run(worker)
        (tmp_path / "kept.db").rename(tmp_path / "away.db")
        os.kill(pid, 9)
        with pytest.raises(StoreEnded):
            await run(put, "two")
        with pytest.raises(StoreGone, match="has vanished"):
            await run(put, "three")
        (tmp_path / "away.db").rename(tmp_path / "kept.db")
        assert await run(keys) == ["one"]

    told(StoreWorker(url), story)
