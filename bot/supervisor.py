"""Runs the action server beside the serving process: started, waited for, started again when it dies, ended with it."""
from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from knowledge import clock
from knowledge.settings import ROOT, Settings

log = logging.getLogger(__name__)
STARTS_WITHIN_SECONDS = 60
LOOK_EVERY_SECONDS = 1.0


class ActionServerFailed(RuntimeError):
    """The action server did not come up; the message is a sentence."""


class ActionServer:
    """A child process on loopback; ``url`` is what Rasa calls."""

    def __init__(self, settings: Settings) -> None:
        self.port = settings.actions_port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhook"
        self._process: subprocess.Popen | None = None
        self._ending = threading.Event()

    def start(self) -> None:
        """Start it; it comes up while the caller goes on, and ``wait`` says when it answers."""
        self._spawn()

    def wait(self) -> None:
        """Wait until it answers, then watch it. Raises ActionServerFailed."""
        started = clock.machine_seconds()
        while not self._answers():
            if self._process.poll() is not None:
                raise ActionServerFailed(f"The action server ended at once with code {self._process.returncode}.")
            if clock.machine_seconds() - started > STARTS_WITHIN_SECONDS:
                self.stop()
                raise ActionServerFailed(f"The action server did not answer on port {self.port} within a minute.")
            self._ending.wait(0.1)
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End it and wait for its end."""
        self._ending.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _spawn(self) -> None:
        command = [sys.executable, "-m", "bot.cli", "actions", "--port", str(self.port)]
        # Python looks for modules in the working directory first.
        self._process = subprocess.Popen(command, cwd=ROOT)

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_EVERY_SECONDS):
            if self._process.poll() is not None:
                log.error("the action server ended with code %s and is started again", self._process.returncode)
                self._spawn()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=1) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False


def end_with_parent() -> None:
    """End this process when the one that started it is gone: killed outright, it cannot end its children."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
