"""The long form of the fault tests: make faults. Prints a table, writes JSON, ends with 1 when a promise was broken.

Each scenario starts on what the one before left: what one breaks the next would find.
"""
from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typer
from faults import model_changes, several, single
from faults.outcome import Outcome, table
from faults.page_talk import talked
from faults.publications import published
from faults.questions import learn_answers
from faults.racing import racing
from faults.redelivered import redelivered
from faults.single import Single
from faults.small_disk import NoSmallDisk, small_disk
from faults.topology import Grown, grown
from faults.town import Serving, environment
from support import ROOT

from bench.services import ServiceMissing
from knowledge import clock

MODELS = ROOT / "var" / "models"
# Logs and SQLite files of the last run stay here.
FOLDER = ROOT / "var" / "faults"
STORE_MEGABYTES = 200
# Of a hundred kills.
SINGLE_KILLS, ACTION_KILLS, STORE_KILLS = 30, 20, 20
# And beside these, while a page talks: kills, and cuts of its network.
PAGE_KILLS, PAGE_CUTS, PAGE_TURNS = 10, 50, 50
Step = Callable[..., Outcome]


def main(
    kills: int = typer.Option(
        200, help="kill -9 in all: of a single process, its action server, its store's, one of two."
    ),
    pairs: int = typer.Option(5000, help="Pairs of messages that race over two processes."),
    wechat: int = typer.Option(2000, help="WeChat messages, each delivered up to five times."),
    away: float = typer.Option(60.0, help="Seconds that PostgreSQL and Redis are away."),
    changes: int = typer.Option(50, help="Changes of the model."),
    rounds: int = typer.Option(5, help="Rolling restarts of both processes, and stops of each."),
    rate: float = typer.Option(20.0, help="Messages a second."),
    publications: int = typer.Option(100, help="Publications, a fifth with a kill, a tenth with a stop beside."),
    replies: int = typer.Option(20_000, help="Replies beside them; with SQLite a quarter."),
    only: str = typer.Option("", help="Only scenarios whose name has this in it."),
    file: Path = typer.Option(FOLDER / "figures.json", "--json", help="Where the figures go."),
) -> None:
    outcomes: list[Outcome] = []
    wrong: list[str] = []
    say = Progress()
    sizes = Sizes(kills, pairs, wechat, away, changes, rounds, rate, publications, replies)
    for run in (on_one_process, on_two_processes):
        try:
            for outcome in run(sizes, only, say):
                outcomes.append(outcome)
                say(f"{outcome.name}: {len(outcome.broken)} broken promises")
        except ServiceMissing as missing:
            say(f"left out: {missing}")
        except Exception as error:
            # What was measured before is shown all the same.
            wrong.append(f"broken off by {type(error).__name__}: {error}")
            logging.exception("broken off")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(table(outcomes))
    wrong += [f"{outcome.name}: {line}" for outcome in outcomes for line in (*outcome.broken[:20], *outcome.late)]
    print("\n".join(wrong))
    raise typer.Exit(1 if wrong or not outcomes else 0)


@dataclass(frozen=True)
class Sizes:
    """How long and how often; ``away`` in seconds, ``rate`` in messages a second."""

    kills: int
    pairs: int
    wechat: int
    away: float
    changes: int
    rounds: int
    rate: float
    publications: int
    replies: int

    def published(self, one_of: int) -> int:
        """One of so many publications, at least one."""
        return max(1, self.publications // one_of)

    def share(self, hundredth: int) -> int:
        """So many of a hundred kills, at least one."""
        return max(1, self.kills * hundredth // 100)


class Progress:
    """A line for each step, with the minutes gone."""

    def __init__(self) -> None:
        self.started = clock.machine_seconds()

    def __call__(self, line: str) -> None:
        seconds = int(clock.machine_seconds() - self.started)
        print(f"{seconds // 60:3d}:{seconds % 60:02d} {line}", flush=True)


def on_one_process(sizes: Sizes, only: str, say: Progress) -> Iterator[Outcome]:
    """One process on SQLite, on a small disk where one can be mounted."""
    steps = {
        "the serving process killed": partial(single.killed, kills=sizes.share(SINGLE_KILLS)),
        "the action server killed": partial(single.actions_killed, kills=sizes.share(ACTION_KILLS)),
        "the store's process killed": partial(single.store_killed, kills=sizes.share(STORE_KILLS)),
        "a talk on the page": partial(
            talked, cuts=sizes.share(PAGE_CUTS), kills=sizes.share(PAGE_KILLS), turns=PAGE_TURNS
        ),
        "the action server mute": partial(single.actions_mute, seconds=sizes.away / 2),
        "both mute for good": partial(single.both_mute, times=sizes.rounds),
        "publications": partial(
            published, publications=sizes.published(1), rollbacks=sizes.published(5), kills=sizes.published(5),
            replies=sizes.replies,
        ),
        "SQLite locked": partial(single.locked, seconds=25),
        "disk full": partial(single.disk_full, seconds=20),
        "quota used up": partial(single.quota_used_up, seconds=20),
    }
    wanted = {name: step for name, step in steps.items() if only in name}
    if not wanted:
        return
    folder = fresh("single")
    try:
        with small_disk(folder / "disk", STORE_MEGABYTES) as disk:
            yield from one_process(folder, disk, wanted, sizes.rate, say)
    except NoSmallDisk as reason:
        say(f"left out: disk full: {reason}")
        wanted.pop("disk full", None)
        yield from one_process(folder, folder / "disk", wanted, sizes.rate, say)


def one_process(folder: Path, disk: Path, steps: dict[str, Step], rate: float, say: Progress) -> Iterator[Outcome]:
    file = disk / "jumin.db"
    serving = Serving(folder, environment(folder, MODELS, JUMIN_DATABASE_URL=f"sqlite:///{file}"))
    try:
        serving.start()
        yield from run_all(Single(serving, file, learn_answers(serving.url)), steps, rate, say)
    finally:
        serving.stop()


def on_two_processes(sizes: Sizes, only: str, say: Progress) -> Iterator[Outcome]:
    """Two processes on PostgreSQL and Redis behind nginx."""
    steps = {
        "one of two killed": partial(
            several.killed, kills=sizes.share(100 - SINGLE_KILLS - ACTION_KILLS - STORE_KILLS)
        ),
        "one of two stopped": partial(several.stopped, times=2 * sizes.rounds),
        "PostgreSQL away": partial(gone, several.away, "PostgreSQL", sizes.away),
        "Redis away": partial(gone, several.away, "Redis", sizes.away),
        "PostgreSQL mute": partial(gone, several.mute, "PostgreSQL", sizes.away / 2),
        "Redis mute": partial(gone, several.mute, "Redis", sizes.away / 2),
        "rolling restart": partial(several.rolling, rounds=sizes.rounds),
        "publications": partial(
            published, publications=sizes.published(1), rollbacks=sizes.published(5), kills=sizes.published(5),
            stops=sizes.published(10), replies=sizes.replies,
        ),
        "model change": partial(model_changes.model_changed, changes=sizes.changes),
        "two race on one conversation": partial(without_rate, racing, sizes.pairs),
        "WeChat delivers again": partial(without_rate, redelivered, sizes.wechat),
    }
    wanted = {name: step for name, step in steps.items() if only in name}
    if wanted:
        with grown(fresh("several"), MODELS) as town:
            yield from run_all(town, wanted, sizes.rate, say)


def fresh(name: str) -> Path:
    """An empty folder."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def gone(scenario: Step, name: str, seconds: float, town: Grown, **more) -> Outcome:
    """A service away or mute, by its name."""
    return scenario(town, {"PostgreSQL": town.postgres, "Redis": town.redis}[name], name, seconds, **more)


def without_rate(scenario: Step, count: int, town: Grown, rate: float, say: Progress) -> Outcome:
    """So many messages as fast as they go."""
    return scenario(town, count, say)


def run_all(town, steps: dict[str, Step], rate: float, say: Progress) -> Iterator[Outcome]:
    for name, step in steps.items():
        say(name)
        yield step(town, rate=rate, say=say)


if __name__ == "__main__":
    typer.run(main)
