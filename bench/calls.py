"""What calls at the hotline take: python -m bench.calls. 50 agents, each with a call of two pieces a second, while
residents send 40 messages a second; first one serving process on SQLite, then two on PostgreSQL and Redis.

Prints from piece to card and what residents wait, and exits with 1 when an aim is missed. Writes its part of
docs/benchmarks.md; ``--agents 10 --rate 8 --seconds 10 --no-page`` is a short run for a machine that does other work.
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
from bench.call_load import CallLoad, CallPlan
from bench.capacity import PATIENCE, PROCESSES
from bench.load import Plan, in_own_process
from bench.machine import machine
from bench.questions import city_questions
from bench.records import figures, percentile
from bench.services import ServiceMissing, Services, free_port
from bench.sides import ours
from bench.training import CACHE
from bot.commands.cli_errors import quiet_logs, stop
from knowledge import clock
from knowledge.accounts.accounts import add_account
from knowledge.database import open_engine, transaction

AGENTS, PIECES, RATE, SECONDS = 50, 2.0, 40.0, 30.0
MOST_MEDIAN_MS, MOST_P99_MS, MOST_RESIDENTS_P99_MS = 60.0, 250.0, 2000.0


def main(
    agents: int = typer.Option(AGENTS, help="Agents with a call each."),
    rate: float = typer.Option(RATE, help="Messages of residents a second."),
    seconds: float = typer.Option(SECONDS, help="For how long, on each store."),
    json_file: Path = typer.Option(None, "--json", help="Write all figures here."),
    write_page: bool = typer.Option(True, "--page/--no-page", help="Write docs/benchmarks.md."),
) -> None:
    quiet_logs()
    CACHE.mkdir(parents=True, exist_ok=True)
    outcome: dict[str, Any] = {"machine": machine(), "stores": {}}
    try:
        for store in ("SQLite", "PostgreSQL"):
            typer.echo(f"{store} ...", err=True)
            outcome["stores"][store] = measured(store, agents, rate, seconds)
    except ServiceMissing as error:
        raise stop(str(error)) from None
    if json_file:
        json_file.write_text(json.dumps(outcome, ensure_ascii=False, indent=1))
    if write_page:
        page.keep("calls", outcome)
    print("\n\n".join(page.calls(outcome)))
    raise typer.Exit(0 if all(map(good, outcome["stores"].values())) else 1)


def measured(store: str, agents: int, rate: float, seconds: float) -> dict[str, Any]:
    """Calls and messages together on a service that ends with them."""
    questions = city_questions(int(rate * seconds) + 1)
    with ExitStack() as ending:
        urls, consoles, database = service(ending, store, questions[0])
        names, password = [f"agent-{number}" for number in range(agents)], secrets.token_hex(12)
        add_agents(database, names, password)
        calls = CallLoad(CallPlan(consoles, names, password, PIECES, seconds), CACHE / "calls.log")
        calls.begin()
        records = in_own_process(Plan("web", urls, questions, seconds, rate=rate, patience=PATIENCE))
        milliseconds = calls.end()
    counted = asdict(figures(records, 0.0, inf))
    residents = {name: counted[name] for name in ("median", "p99", "outcomes")}
    cards = {"median": percentile(milliseconds, 50), "p99": percentile(milliseconds, 99), "shown": len(milliseconds)}
    return {"agents": agents, "pieces": PIECES, "rate": rate, "seconds": seconds, "processes": len(urls),
            "cards": cards, "residents": residents}


def service(ending: ExitStack, store: str, question: str) -> tuple[list[str], list[str], str]:
    """Addresses of the serving processes and of their consoles, and the database's. A SQLite store has one process."""
    folder = Path(ending.enter_context(TemporaryDirectory(dir=CACHE)))
    shared, count = {"JUMIN_SECRET": secrets.token_hex(32)}, 1
    database = f"sqlite:///{folder / 'jumin.db'}"
    if store == "PostgreSQL":
        services = ending.enter_context(Services())
        database, count = services.postgres().url, PROCESSES
        shared |= {"JUMIN_DATABASE_URL": database, "JUMIN_REDIS_URL": services.redis().url}
    urls, consoles = [], []
    for number in range(count):
        place = folder if not number else Path(ending.enter_context(TemporaryDirectory(dir=CACHE)))
        port = free_port()
        urls.append(ending.enter_context(ours(place, question, JUMIN_CONSOLE_PORT=str(port), **shared)).url)
        consoles.append(f"http://127.0.0.1:{port}")
    return urls, consoles, database


def add_agents(database: str, names: list[str], password: str) -> None:
    """Accounts with the role agent."""
    engine = open_engine(database)
    with transaction(engine) as session:
        for name in names:
            add_account(session, name, ["agent"], password, clock.machine_utc(), "bench")
    engine.dispose()


def good(part: dict[str, Any]) -> bool:
    """Whether every aim is reached. Pure."""
    cards, residents = part["cards"], part["residents"]
    swift = cards["median"] <= MOST_MEDIAN_MS and cards["p99"] <= MOST_P99_MS
    silent = residents["outcomes"].get("unanswered", 0) + residents["outcomes"].get("empty", 0)
    return swift and not silent and residents["p99"] <= MOST_RESIDENTS_P99_MS


if __name__ == "__main__":
    typer.run(main)
