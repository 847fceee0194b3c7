"""What can go wrong with one process on SQLite."""
from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from faults.load import Load
from faults.outcome import Outcome, judge
from faults.record import stored_turns
from faults.small_disk import filled, unable_to_write
from faults.town import Kills, Serving, wait_until
from psutil import NoSuchProcess, Process

from knowledge import clock

REPLACED_WITHIN_SECONDS = 15


class Single:
    """One process, the file of its store and what its answers are about."""

    def __init__(self, serving: Serving, file: Path, about: dict[str, str]) -> None:
        self.serving, self.file, self.about = serving, file, about

    @property
    def store_url(self) -> str:
        return f"sqlite:///{self.file}"

    @property
    def processes(self) -> list[Serving]:
        return [self.serving]

    def load(self, rate: float) -> Load:
        return Load(self.serving.url, about=self.about, rate=rate)

    def judge(self, name: str, did: str, load: Load, **more) -> Outcome:
        return judge(name, did, load.attempts, stored_turns(self.store_url), **more)


def killed(town: Single, kills: int, rate: float = 20.0, say=print) -> Outcome:
    """kill -9 of the supervisor, and of the process that answers, at random moments; what they started must end too."""
    with town.load(rate) as load:
        kill = Kills()
        for number in range(kills):
            kill(town.serving)
            say(f"kill {number + 1} of {kills}: {load.sent} messages sent, {load.backlog} waiting")
        time.sleep(1)
    return town.judge(
        "the serving process killed", f"{kills} kills", load, limits={"after its last": 10}, **kill.told(load)
    )


def actions_killed(town: Single, kills: int, rate: float = 20.0, say=print) -> Outcome:
    """kill -9 of the action server at random moments; it must be started again."""
    return child_killed(town, "the action server killed", town.serving.action_server, kills, rate, say)


def store_killed(town: Single, kills: int, rate: float = 20.0, say=print) -> Outcome:
    """kill -9 of the process that writes the database; it must be started again."""
    return child_killed(town, "the store's process killed", town.serving.store, kills, rate, say)


def child_killed(
    town: Single, name: str, children: Callable[[], list[Process]], kills: int, rate: float, say
) -> Outcome:
    with town.load(rate) as load:
        for number in range(kills):
            time.sleep(random.uniform(0.5, 3.0))
            town.serving.kill(children())
            say(f"kill {number + 1} of {kills}: {load.sent} messages sent")
        time.sleep(2)
    return town.judge(name, f"{kills} kills", load)


def actions_mute(town: Single, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """The action server takes connections and answers nothing."""
    with town.load(rate) as load:
        time.sleep(1)
        paused = town.serving.action_server()
        for process in paused:
            process.suspend()
        time.sleep(seconds)
        for process in paused:
            # Its supervisor may have put another one in its place.
            with suppress(NoSuchProcess):
                process.resume()
        say(f"{load.sent} messages sent, {load.waiting} waiting")
    return town.judge("the action server mute", f"{seconds:g} s", load)


def both_mute(town: Single, times: int, rate: float = 20.0, say=print) -> Outcome:
    """The process that answers and the action server are stopped and never go on: others must take their places."""
    with town.load(rate) as load:
        replaced = []
        for number in range(times):
            time.sleep(random.uniform(0.5, 2.0))
            replaced.append(until_replaced(town.serving))
            say(f"mute {number + 1} of {times}: {load.sent} messages sent, {load.backlog} waiting")
        time.sleep(1)
    return town.judge(
        "both mute for good", f"{times} times", load, limits={"replaced": REPLACED_WITHIN_SECONDS},
        replaced=max(replaced)
    )


def until_replaced(serving: Serving) -> float:
    """Stop the process that answers and the action server; the seconds until others have taken their places."""
    mute, started = [*serving.answering(), *serving.action_server()], clock.machine_seconds()
    for process in mute:
        process.suspend()
    wait_until(lambda: not any(process.is_running() for process in mute), 60, "ending the mute ones")
    wait_until(serving.is_up, 60, "starting others")
    return clock.machine_seconds() - started


def locked(town: Single, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """Another connection holds SQLite's write lock."""
    with town.load(rate) as load:
        time.sleep(1)
        with holding(town.file):
            time.sleep(seconds)
        say(f"{load.sent} messages sent, {load.waiting} waiting")
        time.sleep(1)
    return town.judge("SQLite locked", f"{seconds:g} s", load)


def disk_full(town: Single, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """Not a byte more fits on the disk of the store; the store's file lies on a small one."""
    return cannot_write(town, "disk full", nothing_fits(town.file), seconds, rate, say)


def quota_used_up(town: Single, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """The serving process and its store's may write nothing more, wherever the store lies."""
    pids = [child.pid for child in (*town.serving.answering(), *town.serving.store())]
    return cannot_write(town, "quota used up", unable_to_write(pids), seconds, rate, say)


def cannot_write(town: Single, name: str, trouble: AbstractContextManager, seconds: float, rate: float, say) -> Outcome:
    with town.load(rate) as load:
        time.sleep(1)
        with trouble:
            time.sleep(seconds)
        say(f"{load.sent} messages sent, {load.waiting} waiting")
        time.sleep(1)
    return town.judge(name, f"{seconds:g} s", load)


@contextmanager
def nothing_fits(file: Path):
    """The disk full, and no room left inside of SQLite's log: one that had grown takes seconds of messages as it is."""
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
        busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not busy, "SQLite's log could not be emptied before the disk is filled"
    with filled(file.parent):
        yield


@contextmanager
def holding(file: Path):
    """SQLite's write lock, held until the block ends."""
    connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()
