"""What can go wrong with several processes on PostgreSQL and Redis behind nginx."""
from __future__ import annotations

import random
import time

from faults.outcome import Outcome
from faults.topology import Grown
from faults.town import Kills, wait_until

from bench.services import Service
from knowledge import clock

BACKLOG_GONE_WITHIN_SECONDS = 60


def killed(town: Grown, kills: int, rate: float = 20.0, say=print) -> Outcome:
    """kill -9 of one of two processes, each in turn, at random moments."""
    with town.load(rate) as load:
        kill = Kills()
        for number in range(kills):
            kill(town.serving[number % 2])
            say(f"kill {number + 1} of {kills}: {load.sent} messages sent, {load.backlog} waiting")
        time.sleep(1)
    return town.judge(
        "one of two killed", f"{kills} kills", load, limits={"waited after a kill": 10}, **kill.told(load)
    )


def stopped(town: Grown, times: int, seconds: float = 8.0, rate: float = 20.0, say=print) -> Outcome:
    """SIGSTOP of one of two for longer than its lease: the other goes on, the woken one writes nothing again."""
    with town.load(rate) as load:
        for number in range(times):
            process = town.serving[number % 2]
            time.sleep(random.uniform(0.3, 1.0))
            process.pause()
            time.sleep(seconds)
            process.resume()
            say(f"stop {number + 1} of {times}: {load.sent} messages sent, {load.backlog} waiting")
        time.sleep(2)
    return town.judge("one of two stopped", f"{times} x {seconds:g} s", load)


def away(town: Grown, service: Service, name: str, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """PostgreSQL or Redis stopped and started again; what queued meanwhile is answered soon after."""
    return without(town, f"{name} away", service.stop, service.start, seconds, rate, say)


def mute(town: Grown, service: Service, name: str, seconds: float, rate: float = 20.0, say=print) -> Outcome:
    """PostgreSQL or Redis holds its connections and answers nothing."""
    return without(town, f"{name} mute", service.pause, service.resume, seconds, rate, say)


def without(town: Grown, what: str, take, give, seconds: float, rate: float, say) -> Outcome:
    """A service taken away and given back, and how long it takes until nothing queues."""
    with town.load(rate, patience=seconds + 60) as load:
        time.sleep(1)
        take()
        time.sleep(seconds)
        give()
        say(f"{what} no longer: {load.sent} messages sent, {load.backlog} waiting")
        recovered = until_worked_off(load, rate)
    return town.judge(
        what, f"{seconds:g} s", load, limits={"worked off": BACKLOG_GONE_WITHIN_SECONDS}, **{"worked off": recovered}
    )


def rolling(town: Grown, rounds: int, rate: float = 20.0, say=print) -> Outcome:
    """Each process ended politely and started again, the next one when the first is ready, as docs/tasks/deploy.md has
    it for an upgrade; nobody may be refused meanwhile."""
    endings = []
    with town.load(rate) as load:
        for number in range(rounds):
            for process in town.serving:
                started = clock.machine_seconds()
                process.stop()
                endings.append(clock.machine_seconds() - started)
                process.start()
                wait_until(process.is_ready, 60, "becoming ready")
            say(f"round {number + 1} of {rounds}: {load.sent} messages sent, {load.backlog} waiting")
        time.sleep(1)
    refused = [str(attempt.status or "broken off") for attempt in load.attempts if not attempt.acknowledged]
    faults = [f"{len(refused)} messages were refused: {', '.join(sorted(set(refused)))}"] if refused else []
    return town.judge("rolling restart", f"{rounds} rounds", load, faults=faults, **{"longest ending": max(endings)})


def until_worked_off(load, rate: float) -> float:
    """Seconds until no more wait than come in a second."""
    started = clock.machine_seconds()
    wait_until(lambda: load.backlog <= max(rate, 2), 5 * BACKLOG_GONE_WITHIN_SECONDS, "working off the backlog")
    return clock.machine_seconds() - started
