"""What residents feel while the gate runs: python -m bench.gate_beside [QUESTIONS [RATE]]. Forty messages a second to a
served city, first by themselves, then beside the gate over so many distinct questions, as the console starts it; then a
run of it that is cancelled. Prints a line each and exits with 1 where the gate or a resident takes too long.
"""
from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import psutil

from bench.gate import ask, drafted
from bench.load import Plan, in_own_process
from bench.questions import city_questions
from bench.records import Record, figures
from bench.services import free_port
from bench.sides import MORNING, Side, ours
from bench.topic_data import training_examples
from bot.gate.gate import GateBeside
from knowledge import clock
from knowledge.database import open_engine
from knowledge.desk import Desk
from knowledge.desk.reading import gate_of as kept
from knowledge.settings import Settings

RATE, ALONE_SECONDS, BESIDE_SECONDS, WARM_UP = 40, 30.0, 120.0, 5.0
MOST_PROCESSOR_SECONDS, MOST_P99_MS, MOST_CANCEL_SECONDS = 60.0, 1_000.0, 5.0
FIRST, LOOK_EVERY = "饭店能堂食吗", 0.2


@dataclass
class Run:
    """A run of the gate: seconds since the load began, and of one core."""

    began: float
    ended: float = 0.0
    processor: float = 0.0


def main(count: int = 5_000, rate: int = RATE) -> None:
    """A store of its own; residents have asked that many distinct questions, which nobody has understood yet."""
    with served() as (side, settings):
        engine = open_engine(settings.url)
        ask(engine, list(dict.fromkeys(example.text for example in training_examples()))[:count])
        desk = Desk(engine)
        number = drafted(engine, desk)
        told("alone", residents(side, rate, ALONE_SECONDS), WARM_UP, ALONE_SECONDS)
        run, records = beside(side, settings, number, rate)
        found = kept(engine, number, clock.machine_utc()).run.findings
        print(f"the gate: {found.questions} questions ({found.unread} unread), 2 releases, {len(found.instants)} "
              f"instants: {run.ended - run.began:.1f} s, {run.processor:.1f} s of one core")
        p99 = told("beside the gate", records, run.began, run.ended)
        ended = cancelled(desk, settings, number)
        print(f"a run that is cancelled ends after {ended:.1f} s")
        sys.exit(int(run.processor > MOST_PROCESSOR_SECONDS or p99 > MOST_P99_MS or ended > MOST_CANCEL_SECONDS))


@contextmanager
def served() -> Iterator[tuple[Side, Settings]]:
    """`jumin serve`, with the settings of its store."""
    with tempfile.TemporaryDirectory() as folder, ours(
            Path(folder), FIRST, JUMIN_CONSOLE_PORT=str(free_port())) as side:
        yield side, Settings(now=MORNING, var=Path(folder))


def residents(side: Side, rate: int, seconds: float) -> list[Record]:
    """What became of their messages."""
    return in_own_process(Plan(side.channel, [side.url], city_questions(int(rate * seconds)), seconds, rate=rate))


def told(when: str, records: list[Record], start: float, end: float) -> float:
    """Prints their figures between two instants of the load; the 99th percentile in milliseconds."""
    found = figures(records, start, end)
    print(f"residents {when}: {found.outcomes}, half within {found.median:.0f} ms, 99 % within {found.p99:.0f} ms")
    return found.p99


def beside(side: Side, settings: Settings, number: int, rate: int) -> tuple[Run, list[Record]]:
    """The gate's run and the messages of the load that it was under way beside."""
    with ThreadPoolExecutor(1) as load:
        began = clock.machine_seconds()
        records = load.submit(residents, side, rate, BESIDE_SECONDS)
        sleep(WARM_UP)
        run = Run(clock.machine_seconds() - began)
        process = psutil.Process(GateBeside(settings).start(number, "li", clock.machine_utc()).pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            run.processor = sum(process.cpu_times()[:2])
            sleep(LOOK_EVERY)
        run.ended = min(clock.machine_seconds() - began, BESIDE_SECONDS)
        return run, records.result()


def cancelled(desk: Desk, settings: Settings, number: int) -> float:
    """How long a run goes on after somebody has cancelled it."""
    process = GateBeside(settings).start(number, "li", clock.machine_utc())
    while not (run := kept(desk.engine, number, clock.machine_utc()).run) or not run.done or run.findings:
        sleep(LOOK_EVERY)
    desk.cancel_gate(number, "li", clock.machine_utc())
    began = clock.machine_seconds()
    process.communicate()
    return clock.machine_seconds() - began


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
