"""What the web widget takes: python -m bench.widget. The chat page on a slow phone (bench/phone.py), and 2,000 open
pages of which 200 talk once in five seconds (bench/open_pages.py), with two serving processes on PostgreSQL.

Prints both and exits with 1 when an aim is missed. Writes its part of docs/benchmarks.md; ``--pages 400 --talking 40
--seconds 20 --no-page`` is a short run for a machine that does other work.
"""
from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import Any

import typer

from bench import page
from bench.capacity import deployment
from bench.machine import machine
from bench.open_pages import Crowd, Told, crowd
from bench.phone import measure_phone
from bench.questions import city_questions
from bench.records import ANSWERED, figures
from bench.services import ServiceMissing
from bench.training import CACHE
from bot.commands.cli_errors import quiet_logs, stop

PAGES, TALKING, EVERY, SECONDS = 2000, 200, 5.0, 60.0
TURNS = 50
MOST_USABLE_MS, MOST_P99_MS = 2500.0, 2000.0


def main(
    pages: int = typer.Option(PAGES, help="Open pages."),
    talking: int = typer.Option(TALKING, help="Those of them that ask once in five seconds."),
    seconds: float = typer.Option(SECONDS, help="For how long."),
    json_file: Path = typer.Option(None, "--json", help="Write all figures here."),
    write_page: bool = typer.Option(True, "--page/--no-page", help="Write docs/benchmarks.md."),
) -> None:
    quiet_logs()
    CACHE.mkdir(parents=True, exist_ok=True)
    found, questions = machine(), city_questions(max(TURNS, int(talking * seconds / EVERY)))
    try:
        with ExitStack() as ending:
            urls = deployment(ending, questions[0])
            phone = measure_phone(urls[0], questions[:TURNS])
            told = asyncio.run(crowd(Crowd(urls, questions, pages, talking, EVERY, seconds)))
    except ServiceMissing as error:
        raise stop(str(error)) from None
    outcome = {"machine": found, "phone": phone, "open_pages": open_pages(told, pages, talking, seconds)}
    if json_file:
        json_file.write_text(json.dumps(outcome, ensure_ascii=False, indent=1))
    if write_page:
        page.keep("widget", outcome)
    print("\n\n".join(page.widget(outcome)))
    raise typer.Exit(0 if good(outcome) else 1)


def open_pages(told: Told, pages: int, talking: int, seconds: float) -> dict[str, Any]:
    """The figures of a crowd. Pure."""
    counted = asdict(figures(told.records, 0.0, inf))
    shown = {name: counted[name] for name in ("median", "p99", "outcomes")}
    return {**shown, "pages": pages, "opened": told.opened, "talking": talking, "every": EVERY, "seconds": seconds,
            "faults": told.faults}


def good(outcome: dict[str, Any]) -> bool:
    """Whether every aim is reached. Pure."""
    phone, crowded = outcome["phone"], outcome["open_pages"]
    swift = phone["usable_ms"] <= MOST_USABLE_MS and not phone["long_tasks"] and not phone["unanswered"]
    nothing_lost = set(crowded["outcomes"]) == {ANSWERED} and not crowded["faults"]
    return swift and nothing_lost and crowded["opened"] == crowded["pages"] and crowded["p99"] <= MOST_P99_MS


if __name__ == "__main__":
    typer.run(main)
