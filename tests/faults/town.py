"""A running jumin to be tormented: `jumin serve` as a child process, on a store that can be looked into afterwards."""
from __future__ import annotations

import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import requests
from faults.load import Load
from faults.outcome import under_way, wait_after
from support import MORNING, ROOT

from bench.child import Child
from bench.services import free_port
from bot.training.train import model_file
from knowledge import clock

# Short, so that replies that come after the deadline and are picked up are met often.
DEADLINE_SECONDS = "3"
SECRET = "only-for-fault-tests"
COMES_UP_WITHIN_SECONDS = 120
ORPHANS_END_WITHIN_SECONDS = 8


class Serving(Child):
    """One `jumin serve` on a port of its own; ``url`` is its address."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.left: list[psutil.Process] = []
        ports = {"JUMIN_PORT": str(self.port), "JUMIN_CONSOLE_PORT": "0"}
        self.environment = {**environment, **ports, "PYTHONPATH": str(ROOT)}
        super().__init__(
            [sys.executable, "-m", "bot.cli", "serve"], folder / f"serve-{self.port}.log", self.is_up,
            within=COMES_UP_WITHIN_SECONDS, cwd=ROOT, env=self.environment,
        )

    def is_up(self) -> bool:
        """It answers; whether it is ready, too, depends on how busy this machine is."""
        with suppress(requests.RequestException):
            return requests.get(f"{self.url}/live", timeout=2).ok
        return False

    def is_ready(self) -> bool:
        """All checks of /ready pass."""
        with suppress(requests.RequestException):
            return requests.get(f"{self.url}/ready", timeout=5).ok
        return False

    def kill_alone(self) -> None:
        """SIGKILL to the supervisor; what it started is remembered."""
        self.left += self.family()[1:]
        super().kill_alone()

    def kill(self, children: list[psutil.Process]) -> None:
        """SIGKILL to some that it started."""
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()

    def action_server(self) -> list[psutil.Process]:
        """The action server; nothing in the second between its end and its next start."""
        return [child for child in self.family()[1:] if is_called(child, "jumin-actions")]

    def answering(self) -> list[psutil.Process]:
        """The process that answers; nothing between its end and its next start."""
        return [child for child in self.family()[1:] if is_called(child, "jumin-serving")]

    def kill_and_start(self) -> None:
        """SIGKILL to the supervisor, started again at once."""
        self.kill_alone()
        self.start()

    def kill_answering(self) -> None:
        """SIGKILL to the process that answers, which its supervisor starts again."""
        killed = self.answering()
        self.kill(killed)
        psutil.wait_procs(killed, timeout=5)
        self.wait()

    def store(self) -> list[psutil.Process]:
        """The process that writes its database; nothing between its end and the next work for it."""
        return [child for child in self.family()[1:] if was_told(child, "bot.stores.worker")]

    def orphans(self) -> list[int]:
        """Process ids that a killed serving process left running for longer than they may; they are ended."""
        _gone, alive = psutil.wait_procs(self.left, timeout=ORPHANS_END_WITHIN_SECONDS)
        for process in alive:
            process.kill()
        self.left = []
        return [process.pid for process in alive]

    def stop(self, within: float = 30.0) -> None:
        self.resume()
        super().stop(within)
        self.orphans()


def was_told(process: psutil.Process, word: str) -> bool:
    """Whether a word stands in a process's command; False for one that has just ended, too."""
    with suppress(psutil.NoSuchProcess):
        return word in process.cmdline()
    return False


def is_called(process: psutil.Process, name: str) -> bool:
    """Whether that is a process's name; False for one that has just ended, too."""
    with suppress(psutil.NoSuchProcess):
        return process.name() == name
    return False


class Kills:
    """kill -9 at random moments, of the supervisor and of the process that answers in turn, each started again;
    remembers when, and what was left behind."""

    def __init__(self) -> None:
        self.instants: list[float] = []
        self.left_behind = 0

    def __call__(self, process: Serving) -> None:
        time.sleep(random.uniform(0.3, 2.0))
        self.instants.append(clock.machine_seconds())
        (process.kill_answering, process.kill_and_start)[len(self.instants) % 2]()
        self.left_behind += len(process.orphans())

    def told(self, load: Load) -> dict[str, Any]:
        """What goes into the outcome."""
        faults = (f"{self.left_behind} processes were left behind",) if self.left_behind else ()
        attempts = load.attempts
        return {
            "faults": faults, "under way at kills": under_way(attempts, self.instants),
            "waited after a kill": wait_after(attempts, self.instants),
            "after its last": wait_after(attempts, self.instants, last_only=True),
        }


def environment(folder: Path, models: Path, **more: str) -> dict[str, str]:
    """Settings for one or several processes on the same store, with a folder of models of their own."""
    var = folder / "var"
    lay_out_models(var, models)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
    return {
        **clean, "JUMIN_VAR": str(var), "JUMIN_NOW": MORNING, "JUMIN_SECRET": SECRET,
        "JUMIN_WEB_DEADLINE": DEADLINE_SECONDS,
        "TF_CPP_MIN_LOG_LEVEL": "3", **more,
    }


def lay_out_models(var: Path, models: Path) -> None:
    """The present model by itself, so that tests may add others; while it is untrained, the folder where it is kept."""
    var.mkdir()
    present = model_file(models)
    if present.exists():
        (var / "models").mkdir()
        (var / "models" / present.name).symlink_to(present.resolve())
    else:
        (var / "models").symlink_to(models)


def wait_until(condition, within: float, what: str) -> float:
    """Seconds until a condition holds; AssertionError when it does not in time."""
    started = clock.machine_seconds()
    while not condition():
        waited = clock.machine_seconds() - started
        assert waited < within, f"{what} took longer than {within:.0f} s"
        time.sleep(0.1)
    return clock.machine_seconds() - started

