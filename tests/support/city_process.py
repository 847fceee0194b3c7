"""Asks the city of JUMIN_CITY_FOLDER: reads a JSON list of {q, at} from standard input, writes the list of replies to
the file that it is given (what trains a model may cut standard output short).

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


def ask_city(city: Path, var: Path, cases: Sequence[dict]) -> list[dict[str, Any]]:
    """The replies to ``cases``, in their order; the store is made below ``var``, the model trained where it is not."""
    own = {key: value for key, value in os.environ.items() if not key.upper().startswith("JUMIN_")}
    environment = {
        **own, "JUMIN_CITY_FOLDER": str(city), "JUMIN_VAR": str(var), "JUMIN_NOW": cases[0]["at"],
        "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, str(var / "replies.json")], cwd=ROOT,
        env=environment, text=True, capture_output=True,
        input=json.dumps([{"q": case["q"], "at": case["at"]} for case in cases]), timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads((var / "replies.json").read_text(encoding="utf-8"))


def main() -> None:
    from bot.commands.ask import local_bot
    from bot.commands.cli_errors import quiet_logs
    from bot.serve.bootstrap import prepare_store
    from knowledge.settings import load_settings

    prepare_store(load_settings())
    quiet_logs()
    asker = local_bot()
    replies = [ask(asker, case) for case in json.load(sys.stdin)]
    Path(sys.argv[1]).write_text(json.dumps(replies), encoding="utf-8")


def ask(asker: Any, case: dict[str, str]) -> dict[str, Any]:
    """The reply to a question at its instant."""
    from actions.context import context
    from bot.rasa_engine.agent import Question
    from knowledge.clock import parse_instant
    from knowledge.settings import load_settings

    os.environ["JUMIN_NOW"] = parse_instant(case["at"]).isoformat()
    context.cache_clear()
    talker = asker.talker
    talker.settings = talker.generator.settings = talker.processor.facts.settings = load_settings()
    name = f"{case['at']} {case['q']}"
    reply = asyncio.run(asker.turn(Question(name, "web", case["q"])))
    asker.forget(name)
    return reply


if __name__ == "__main__":
    main()
