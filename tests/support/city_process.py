"""Asks the city of JUMIN_CITY_FOLDER: reads a JSON list of {q, at, language} (empty for Chinese) from standard input,
writes the list of replies to the file that it is given (what trains a model may cut standard output short).

A process serves one city, so a second one is asked in a process of its own. Each question is a conversation of its own
at its instant; the model is loaded once.
"""
from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("q", "at", "language")


def ask_city(city: Path, var: Path, cases: Sequence[dict]) -> list[dict[str, Any]]:
    """The replies to ``cases``, in their order; the store is made below ``var``, the model trained where it is not."""
    asked = [{"language": "", **{key: case[key] for key in KEYS if key in case}} for case in cases]
    return in_city(city, var, __file__, at=cases[0]["at"], read=json.dumps(asked))


def in_city(city: Path, var: Path, program: str, *arguments: str, at: str, read: str = "") -> Any:
    """What a program of these tests writes as JSON to the file that is its first argument, run where ``city`` is served
    from ``at`` on."""
    own = {key: value for key, value in os.environ.items() if not key.upper().startswith("JUMIN_")}
    environment = {
        **own, "JUMIN_CITY_FOLDER": str(city), "JUMIN_VAR": str(var), "JUMIN_NOW": at,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]), "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    written = var / f"{Path(program).stem}.json"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", program, str(written), *arguments], cwd=ROOT, env=environment, text=True,
        capture_output=True, input=read, timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(written.read_text(encoding="utf-8"))


def main() -> None:
    asker = asker_of_this_city()
    replies = [ask(asker, case) for case in json.load(sys.stdin)]
    Path(sys.argv[1]).write_text(json.dumps(replies), encoding="utf-8")


def asker_of_this_city() -> Any:
    """Who answers in this process; the model is loaded, and trained where there is none."""
    from bot.commands.ask import local_bot
    from bot.commands.cli_errors import quiet_logs
    from bot.serve.bootstrap import prepare_store
    from knowledge.settings import load_settings

    prepare_store(load_settings())
    quiet_logs()
    return local_bot()


def turn_clock_to(asker: Any, at: str) -> None:
    """It is ``at`` for all that is asked from now on."""
    from actions.context import context
    from knowledge.clock import parse_instant
    from knowledge.settings import load_settings

    os.environ["JUMIN_NOW"] = parse_instant(at).isoformat()
    context.cache_clear()
    talker = asker.talker
    generator = talker.generator
    talker.settings = generator.settings = talker.processor.facts.settings = load_settings()
    # Who speaks English is made of who speaks Chinese, with the settings of then.
    generator.of(generator.release.english).settings = talker.settings


def ask(asker: Any, case: dict[str, str]) -> dict[str, Any]:
    """The reply to a question at its instant."""
    from bot.rasa_engine.agent import Question

    turn_clock_to(asker, case["at"])
    name = f"{case['at']} {case['q']} {case['language']}"
    reply = asyncio.run(asker.turn(Question(name, "web", case["q"], language=case["language"])))
    asker.forget(name)
    return reply


if __name__ == "__main__":
    main()
