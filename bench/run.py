"""This project beside stock Rasa, in one run on one machine: python -m bench.run. Prints a table of ratios and writes
docs/benchmarks.md.

Each side is alone on the machine while it is measured. Within fifteen minutes on two quiet cores, of which training
stock takes half where var/bench has not kept it.
"""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress

from bench import measure, page
from bench.machine import machine
from bench.questions import action_questions, city_questions, faq_questions
from bench.sides import Side, floor, ours, stock
from bench.table import CITY_CLIENTS, CLIENTS, HEAD, SHARE_CLIENTS, rows, share_rows
from bench.training import CACHE, trained
from bot.commands.cli_errors import quiet_logs

# More than either side answers within a measurement, so that the twenty favourites keep their share.
CITY_MESSAGES = 20_000
SPEEDS = {"faq": CLIENTS, "action": CLIENTS, "city": CITY_CLIENTS}
STEPS = sum(map(len, SPEEDS.values())) + 3


def main(
    json_file: Path = typer.Option(None, "--json", help="Write all figures here."),
    without_stock: bool = typer.Option(False, help="Only this project, for a quick look; docs/benchmarks.md stays."),
    shares: int = typer.Option(
        0, help="Only floor, FAQ and computed questions with 32 clients, so many times in turn."
    ),
    growth: bool = typer.Option(False, help="Only what a question costs as the city grows; writes docs/growth.md."),
    write_page: bool = typer.Option(True, "--page/--no-page", help="Write docs/benchmarks.md."),
) -> None:
    quiet_logs()
    CACHE.mkdir(parents=True, exist_ok=True)
    if growth:
        from bench.growth import main as measure_growth

        measure_growth()
        return
    if shares:
        measure_shares(shares)
        return
    figures = own_figures() if without_stock else both_sides()
    if json_file:
        json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    if without_stock:
        print(json.dumps(figures["ours"], ensure_ascii=False, indent=1))
        return
    print("\n".join([HEAD, *(row.markdown() for row in rows(figures))]))
    if write_page:
        page.keep("beside_stock", figures)


def both_sides() -> dict[str, Any]:
    """All figures, stock first."""
    found = machine()
    with progress() as bar:
        project, training = trained(CACHE, bar.console.print)
        questions = all_questions()
        first = questions["faq"][0]
        figures = {"machine": found, "training": training, "bare_mb": measure.bare_import()}
        figures["stock"] = in_folder(bar, lambda folder: stock(folder, project, first), questions)
        figures["ours"] = with_floor(in_folder(bar, lambda folder: ours(folder, first), questions))
    return figures


def own_figures() -> dict[str, Any]:
    """The same of this project alone."""
    found, questions = machine(), all_questions()
    with progress() as bar:
        return {
            "machine": found,
            "ours": with_floor(in_folder(bar, lambda folder: ours(folder, questions["faq"][0]), questions))
        }


def with_floor(ours: dict[str, Any]) -> dict[str, Any]:
    """Our figures and the floor, measured right behind them."""
    with TemporaryDirectory(dir=CACHE) as folder, floor(Path(folder)) as port:
        return {**ours, "floor": measure.floor_speed(port, int(SHARE_CLIENTS))}


def measure_shares(times: int) -> None:
    """The two shares, each time measured in turn on servers of which the idle ones do nothing."""
    questions, clients = all_questions(), int(SHARE_CLIENTS)
    folders = [TemporaryDirectory(dir=CACHE) for _ in range(2)]
    with folders[0] as one, folders[1] as other, floor(Path(one)) as port, ours(
        Path(other), questions["faq"][0]
    ) as side:
        for place in range(times):
            speed = {
                kind: {SHARE_CLIENTS: measure.speed(side, part(questions[kind], place, times), clients)}
                for kind in ("faq", "action")
            }
            found = {"speed": speed, "floor": measure.floor_speed(port, clients)}
            print("\n".join(row.markdown() for row in share_rows(found)), flush=True)
            print(json.dumps(speed), flush=True)


def all_questions() -> dict[str, list[str]]:
    """What is asked, by kind."""
    return {"faq": faq_questions(), "action": action_questions(), "city": city_questions(CITY_MESSAGES)}


def progress() -> Progress:
    """A bar on standard error, so that the table can be kept as it is."""
    return Progress(console=Console(stderr=True))


def in_folder(bar: Progress, start, questions: dict[str, list[str]]) -> dict[str, Any]:
    """Start a side in a folder of its own, measure it, end it."""
    with TemporaryDirectory(dir=CACHE) as folder, start(Path(folder)) as side:
        return measured(side, questions, bar)


def measured(side: Side, questions: dict[str, list[str]], bar: Progress) -> dict[str, Any]:
    """All figures of a running side, one after the other."""
    task = bar.add_task(side.name, total=STEPS)

    def step(name: str, work, *arguments) -> Any:
        bar.update(task, description=f"{side.name}: {name}")
        if not bar.console.is_terminal:
            bar.console.print(f"{side.name}: {name}")
        outcome = work(side, *arguments)
        bar.advance(task)
        return outcome

    speeds = {
        kind: {
            str(clients): step(
                f"{kind}, {clients} clients", measure.speed, part(questions[kind], place, len(counts)), clients
            )
            for place, clients in enumerate(counts)
        }
        for kind, counts in SPEEDS.items()
    }
    return {
        "start_seconds": side.start_seconds,
        "speed": speeds,
        "memory": step("memory", measure.memory),
        "long_talk": step("a long conversation", measure.long_talk, questions["faq"]),
        "model_change": step("a change of model", measure.model_change, questions["faq"]) if can_change(side) else None,
    }


def part(questions: Sequence[str], place: int, parts: int) -> Sequence[str]:
    """Questions of one measurement that no other is asked, so that an earlier one leaves nothing to remember."""
    return questions[place::parts]


def can_change(side: Side) -> bool:
    """Whether the side can be told to take another model."""
    return side.channel == "rest" or measure.can_change_models()


if __name__ == "__main__":
    typer.run(main)
