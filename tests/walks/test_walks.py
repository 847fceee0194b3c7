"""Random walks through the real model and the real actions on the sample city; see docs/tasks/random-walks.md."""
from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from support import MORNING
from walking import Walker, walk_many

from bot.model_rollout.present import present_model

SHORT = 100
WALKS = int(os.environ.get("JUMIN_WALKS") or SHORT)
SEED = int(os.environ.get("JUMIN_WALKS_SEED") or 0)
# The long form also walks after the screening, before any notice, and long after the reviews that were due.
AFTER, BEFORE, MUCH_LATER = "2022-11-08T10:00:00+08:00", "2022-11-05T12:00:00+08:00", "2023-03-01T23:30:00+08:00"
INSTANTS = (MORNING,) if WALKS <= SHORT else (MORNING, AFTER, BEFORE, MUCH_LATER)
PROCESSES = 2


def walk_in_process(var: str, now: str, walks: int, seed: int) -> list[str]:
    """The faults of some walks at an instant, in a process with a store of its own."""
    os.environ.update(JUMIN_VAR=var, JUMIN_NOW=now)
    from actions.context import context
    from bot.commands.cli_errors import quiet_logs
    from bot.serve.bootstrap import prepare_store
    from knowledge.settings import load_settings

    quiet_logs()
    # A process walks at one instant after the other.
    context.cache_clear()
    settings = load_settings()
    prepare_store(settings)
    return walk_many(Walker(present_model(settings.var / "models"), settings), walks, seed)


@pytest.mark.timeout(3600)
def test_residents_who_talk_at_random_get_whole_replies_and_nothing_of_each_other(tmp_path, models: Path):
    """Processes of their own: the actions keep the store and the instant that they read first."""
    present_model(models)
    folders = [tmp_path / str(number) for number in range(len(INSTANTS))]
    for folder in folders:
        folder.mkdir()
        (folder / "models").symlink_to(models)
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        parts = [
            pool.submit(walk_in_process, str(folder), now, WALKS // len(INSTANTS), SEED + number)
            for number, (folder, now) in enumerate(zip(folders, INSTANTS, strict=True))
        ]
        faults = [f"{now}: {fault}" for now, part in zip(INSTANTS, parts, strict=True) for fault in part.result()]
    assert not faults, f"{len(faults)} kinds of faults:\n" + "\n".join(faults)
