"""What the grown deployment carries: python -m bench.capacity. Two serving processes, PostgreSQL, Redis and the load
generator on one machine; four of five messages are among twenty questions.

First 300 messages a second for ten seconds, as when a notice comes out; then the capacity is measured with 64 residents
who ask as fast as they are answered; then 80 % of it for a minute. Prints a table and exits with 1 when anybody was
left without an answer or a reason, or waited too long. Writes its part of docs/benchmarks.md.
"""
from __future__ import annotations

import json
import secrets
from contextlib import ExitStack
from dataclasses import asdict
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer

from bench import page
from bench.load import Plan, in_own_process
from bench.machine import machine
from bench.questions import city_questions
from bench.records import REFUSED, Record, figures
from bench.services import ServiceMissing, Services
from bench.sides import ours
from bench.training import CACHE
from bot.commands.cli_errors import quiet_logs, stop

PROCESSES, CLIENTS = 2, 64
RUSH_RATE, RUSH_SECONDS = 300.0, 10.0
CAPACITY_SECONDS, WARM_UP = 15.0, 5.0
SHARE, STEADY_SECONDS = 0.8, 60.0
LONGEST_P99_MS = 3000.0
PATIENCE = 60.0
MESSAGES = 50_000


def main(
    json_file: Path = typer.Option(None, "--json", help="Write all figures here."),
    write_page: bool = typer.Option(True, "--page/--no-page", help="Write docs/benchmarks.md."),
) -> None:
    quiet_logs()
    CACHE.mkdir(parents=True, exist_ok=True)
    found = machine()
    try:
        phases = measured()
    except ServiceMissing as error:
        raise stop(str(error)) from None
    outcome = {"machine": found, "phases": phases}
    if json_file:
        json_file.write_text(json.dumps(outcome, ensure_ascii=False, indent=1))
    if write_page:
        page.keep("capacity", outcome)
    print("\n\n".join(page.capacity(outcome)))
    raise typer.Exit(0 if all(map(good, phases.values())) else 1)


def measured() -> dict[str, dict[str, Any]]:
    """All phases on a deployment that ends with them."""
    questions = city_questions(MESSAGES)
    with ExitStack() as ending:
        urls = deployment(ending, questions[0])

        def load(name: str, messages: slice, **options: Any) -> dict[str, Any]:
            typer.echo(f"{name} ...", err=True)
            return phase(Plan("web", urls, questions[messages], patience=PATIENCE, **options))

        rush = load("rush", slice(0, 3000), seconds=RUSH_SECONDS, rate=RUSH_RATE)
        full = load("capacity", slice(3000, 20_000), seconds=CAPACITY_SECONDS, clients=CLIENTS)
        steady = load("80 % of it", slice(20_000, None), seconds=STEADY_SECONDS, rate=SHARE * full["rate"])
    return {"rush": rush, "capacity, closed loop": full, "80 % of the capacity": steady}


def deployment(ending: ExitStack, question: str) -> list[str]:
    """Addresses of the serving processes on one database, one Redis and one secret. The first makes the tables."""
    services = ending.enter_context(Services())
    shared = {
        "JUMIN_DATABASE_URL": services.postgres().url, "JUMIN_REDIS_URL": services.redis().url,
        "JUMIN_SECRET": secrets.token_hex(32),
    }
    folders = [Path(ending.enter_context(TemporaryDirectory(dir=CACHE))) for _ in range(PROCESSES)]
    return [ending.enter_context(ours(folder, question, **shared)).url for folder in folders]


def phase(plan: Plan) -> dict[str, Any]:
    """Run a plan. Of an open loop everything counts, and its rate is what was sent; of a closed loop what ended when
    it was warm, and its rate is what was answered."""
    records = in_own_process(plan)
    counted = asdict(figures(records, 0.0, inf) if plan.rate else figures(records, WARM_UP, plan.seconds))
    rate = plan.rate or counted["throughput"]
    shown = {name: counted[name] for name in ("median", "p99", "outcomes")}
    return {**shown, "rate": rate, "seconds": plan.seconds, "reasons": reasons(records)}


def reasons(records: list[Record]) -> dict[str, int]:
    """Why messages were refused, and how many for each reason. Pure."""
    found: dict[str, int] = {}
    for record in records:
        if record.outcome == REFUSED:
            found[record.reason] = found.get(record.reason, 0) + 1
    return found


def good(part: dict[str, Any]) -> bool:
    """Nobody without an answer or a reason, and 99 of 100 answers in time. Pure."""
    silent = part["outcomes"].get("unanswered", 0) + part["outcomes"].get("empty", 0)
    return not silent and part["p99"] < LONGEST_P99_MS


if __name__ == "__main__":
    typer.run(main)
