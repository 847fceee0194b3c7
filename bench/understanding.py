"""How long one message takes to be understood: python -m bench.understanding. Whole Rasa graph and our part of it."""
from __future__ import annotations

import asyncio
import time
from statistics import median, quantiles

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from ruamel.yaml import YAML

from bot.answering.nlg import ReleaseGenerator
from bot.commands.cli_errors import quiet_logs, settings_or_exit
from bot.model_rollout.present import present_model
from bot.serve.bootstrap import prepare_store
from bot.training.train import ROOT

RAMBLING = 300


def questions() -> list[str]:
    """The open test cases, in the order of their files."""
    files = sorted((ROOT / "tests/cases/understanding/open").glob("*.yml"))
    return [str(case["q"]) for file in files for case in YAML(typ="safe").load(file.read_text(encoding="utf-8"))]


def milliseconds(processor: MessageProcessor, texts: list[str]) -> list[float]:
    """The time of each message through the whole understanding graph."""

    async def run() -> list[float]:
        took = []
        for text in texts:
            started = time.perf_counter()
            await processor.parse_message(UserMessage(text))
            took.append((time.perf_counter() - started) * 1000)
        return took

    return asyncio.run(run())


def main() -> None:
    quiet_logs()
    settings = settings_or_exit()
    prepare_store(settings)
    processor = MessageProcessor(
        str(present_model(settings.var / "models")), InMemoryTrackerStore(None), InMemoryLockStore(),
        ReleaseGenerator(settings=settings)
    )
    texts = questions()
    milliseconds(processor, texts[:100])
    took = milliseconds(processor, texts)
    longest = milliseconds(processor, ["".join(texts)[start:start + RAMBLING] for start in range(0, 9000, RAMBLING)])
    print(f"{len(texts)} messages: median {median(took):.2f} ms, 99th percentile {quantiles(took, n=100)[98]:.2f} ms")
    print(
        f"{len(longest)} messages of {RAMBLING} characters: median {median(longest):.2f} ms, longest "
        f"{max(longest):.2f} ms"
    )


if __name__ == "__main__":
    main()
