"""Another model, and back, while residents ask: nobody may notice."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from faults.outcome import Outcome
from faults.topology import Grown
from support import ROOT

from bot.training.train import model_file
from knowledge import clock

OTHER = "jumin-another.tar.gz"


def model_changed(town: Grown, changes: int, rate: float = 10.0, say=print) -> Outcome:
    """`jumin model use` between two models that answer alike."""
    names = another_model(Path(town.serving[0].environment["JUMIN_VAR"]) / "models")
    durations = []
    with town.load(rate) as load:
        for number in range(changes):
            started = clock.machine_seconds()
            use(town, names[number % 2])
            durations.append(clock.machine_seconds() - started)
            say(f"model change {number + 1} of {changes}: {load.sent} messages sent")
    refused = sum(not attempt.acknowledged for attempt in load.attempts)
    faults = (f"{refused} requests were refused or broken off",) if refused else ()
    return town.judge(
        "model change", f"{changes} changes", load, faults=faults, limits={"p99": 1.0},
        **{"longest change": max(durations)}
    )


def another_model(models: Path) -> tuple[str, str]:
    """Names of a model with other bytes and the same meaning, and of the present one."""
    present = model_file(models)
    # Zeros behind the end of a compressed file are read over.
    (models / OTHER).write_bytes(present.read_bytes() + bytes(512))
    return OTHER.removesuffix(".tar.gz"), present.name.removesuffix(".tar.gz")


def use(town: Grown, name: str) -> None:
    """Run the command as an operator would. Raises AssertionError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.cli", "model", "use", name], cwd=ROOT, capture_output=True,
        text=True,
        env=town.serving[0].environment, timeout=180,
    )
    assert done.returncode == 0, f"jumin model use {name}: {done.stdout} {done.stderr}"
