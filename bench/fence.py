"""What it costs a turn to know which publication is current: python -m bench.fence. Each question is asked twice, of a
process that follows publications (its turn pinned to one, committed only while that is current) and of the same agent
without any; which is asked first changes with each question. Processor time of the whole process, so that
what else the machine does decides less. Prints the ratio, exits with 1 above the aim, writes its part of
docs/benchmarks.md.
"""
from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import typer

from bench import page
from bench.machine import machine
from bench.questions import city_questions
from bot.commands.cli_errors import quiet_logs
from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.present import present_model
from bot.publications.follower import Follower
from bot.rasa_engine.actions_here import ActionsHere
from bot.rasa_engine.agent import Agent, Question
from bot.serve.bootstrap import prepare_store, seed
from bot.stores.silenced import finish_unless_silenced
from bot.stores.turn_store import TurnStore
from bot.turns.turns import Turns
from knowledge.serving.shelf import Shelf
from knowledge.settings import load_settings

ROUNDS, QUESTIONS, WARM_UP = 30, 40, 80
MOST = 1.02
MORNING = "2022-11-07T09:00:00+08:00"


def main(
    rounds: int = typer.Option(ROUNDS, help="Rounds of forty questions; the middle one counts."),
    json_file: Path = typer.Option(None, "--json", help="Write all figures here."),
    write_page: bool = typer.Option(True, "--page/--no-page", help="Write docs/benchmarks.md."),
) -> None:
    quiet_logs()
    # A line for each turn is written for operators, not here.
    logging.getLogger("bot.turns").setLevel(logging.WARNING)
    found, models = machine(), load_settings().var / "models"
    with TemporaryDirectory() as folder:
        outcome = {"machine": found, **asyncio.run(measured(present_model(models), Path(folder), rounds))}
    if json_file:
        json_file.write_text(json.dumps(outcome, ensure_ascii=False, indent=1))
    if write_page:
        page.keep("fence", outcome)
    print("\n\n".join(page.fence(outcome)))
    raise typer.Exit(0 if outcome["ratio"] <= MOST else 1)


async def measured(model: Path, folder: Path, rounds: int) -> dict[str, Any]:
    """Milliseconds of processor time a turn with and without publications in the middle round, and the ratio: the
    middle one of all rounds' own."""
    with_them, without = sides(model, folder)
    questions = city_questions(WARM_UP + rounds * QUESTIONS)
    await round_of(with_them, without, questions[:WARM_UP], "warm")
    told = [
        await round_of(with_them, without, questions[start:start + QUESTIONS], f"round-{start}")
        for start in range(WARM_UP, WARM_UP + rounds * QUESTIONS, QUESTIONS)
    ]
    per_turn = [1000 * median(side) / QUESTIONS for side in zip(*told, strict=True)]
    ratios = sorted(followed / alone for followed, alone in told)
    return {
        "rounds": rounds, "turns": 2 * rounds * QUESTIONS, "with_ms": per_turn[0], "without_ms": per_turn[1],
        "ratio": median(ratios), "quarter": ratios[len(ratios) // 4], "three_quarters": ratios[3 * len(ratios) // 4],
    }


def sides(model: Path, folder: Path) -> tuple[Turns, Turns]:
    """Turns of one agent on one store: as they are served, and without publications."""
    # Those who read places and sites ask for the settings themselves.
    os.environ.update(JUMIN_NOW=MORNING, JUMIN_VAR=str(folder), JUMIN_DATABASE_URL=f"sqlite:///{folder}/fence.db")
    settings = load_settings()
    engine = prepare_store(settings)
    seed(engine, settings)
    agent = Agent(model, settings, ActionsHere())
    following = CurrentAgent(agent)
    Follower(following, Shelf(engine), agent.processor.action_endpoint, "bench", "bench").begin()
    store = TurnStore(engine, finishing=finish_unless_silenced)
    return tuple(Turns(store, one.answer, one.apology, deadline=60.0) for one in (following, agent))


async def round_of(with_them: Turns, without: Turns, questions: list[str], name: str) -> tuple[float, float]:
    """Seconds of processor time on either side; each question is a conversation of its own."""
    spent = {with_them: 0.0, without: 0.0}
    for number, question in enumerate(questions):
        for turns in (with_them, without)[::1 if number % 2 else -1]:
            started = time.process_time()
            asked = Question(f"web:{name}-{number}-{turns is without}", "web", question)
            assert await turns.submit(asked, "m1") is not None
            spent[turns] += time.process_time() - started
    return spent[with_them], spent[without]


if __name__ == "__main__":
    typer.run(main)
