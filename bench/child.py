"""A child process that can be stopped, paused, killed and started again; it counts as started when it answers."""
from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from knowledge import clock

LOOK_EVERY_SECONDS = 0.05


class ChildFailed(RuntimeError):
    """A child process did not come up; the message is a sentence with the end of its log."""


class Child:
    """``command`` is started in a session of its own, its output goes to ``log``; ``answers`` says whether it is up.

    ``options`` go to Popen: cwd, env, user, group. ``ending`` is the signal that asks it to end.
    """

    def __init__(
        self, command: Sequence[str], log: Path, answers: Callable[[], bool], within: float = 30.0,
        ending: signal.Signals = signal.SIGTERM, **options: Any,
    ) -> None:
        self.command, self.log, self.answers, self.within, self.ending = command, log, answers, within, ending
        self.options = options
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start it without waiting."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                **self.options
            )

    def wait(self) -> None:
        """Wait until it answers. Raises ChildFailed when it ends or stays mute for ``within`` seconds."""
        started = clock.machine_seconds()
        while not self.answers():
            if not self.is_running:
                raise ChildFailed(
                    f"{self.command[0]} ended at once with code {self.process.returncode}: {self.last_words()}"
                )
            if clock.machine_seconds() - started > self.within:
                self.kill()
                raise ChildFailed(f"{self.command[0]} did not answer within {self.within:.0f} s: {self.last_words()}")
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(LOOK_EVERY_SECONDS)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self, within: float = 20.0) -> None:
        """Ask it to end, with all it started; kill what is left after ``within`` seconds."""
        if not self.is_running:
            return
        family = self.family()
        self.process.send_signal(self.ending)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(within)
        self._end(family)

    def kill(self) -> None:
        """SIGKILL to it and to all it started, as when the machine goes."""
        self._end(self.family())

    def kill_alone(self) -> None:
        """SIGKILL to the process itself only, as when it runs out of memory; what it started is left to itself."""
        self.process.kill()
        self.process.wait(10)

    def pause(self) -> None:
        """SIGSTOP to it and to all it started: it holds its connections and does nothing."""
        for process in self.family():
            with suppress(psutil.NoSuchProcess):
                process.suspend()

    def resume(self) -> None:
        """Let it go on after ``pause``."""
        for process in self.family():
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def restart(self) -> None:
        """Stop and start, on the same port and data."""
        self.stop()
        self.start()

    def family(self) -> list[psutil.Process]:
        """The process and all it started; none when it has ended."""
        if not self.is_running:
            return []
        head = psutil.Process(self.process.pid)
        return [head, *head.children(recursive=True)]

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-800:].strip()

    def _end(self, family: list[psutil.Process]) -> None:
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if self.process is not None:
            self.process.wait(10)
