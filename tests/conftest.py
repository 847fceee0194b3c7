"""One real server for the whole run: real model, real action server, SQLite in a folder of its own."""
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, settings
from support import MORNING, ROOT, SHARED

from bot.processes.interrupt import interrupt

# Servers run beside each other here; each has a console on a port of its own.
os.environ.setdefault("JUMIN_CONSOLE_PORT", "0")
# Ctrl-C interrupts the tests, whichever of them imports the command line tool.
interrupt()
# A busy machine proves nothing: no example is judged by how long it took.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of big real data; tests that need it skip where it is absent, as in a user's clone."""
    if not SHARED.is_dir():
        pytest.skip("the big real data (../shared) is not here")
    return SHARED


@pytest.fixture(scope="session")
def models() -> Path:
    """Trained models are kept between runs: training an unchanged model again would prove nothing."""
    folder = ROOT / "var" / "models"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Served:
    """A running `jumin serve`; ``say`` is one message of a resident."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen

    def session(self) -> str:
        return requests.post(f"{self.url}/webhooks/web/sessions", timeout=30).json()["session"]

    def post(self, body: dict) -> requests.Response:
        return requests.post(f"{self.url}/webhooks/web/messages", json=body, timeout=30)

    def say(self, text: str, session: str | None = None, **more) -> dict:
        body = {"session": session or self.session(), "id": uuid.uuid4().hex, "text": text, **more}
        response = self.post(body)
        assert response.status_code == 200, response.text
        return response.json()

    def press(self, payload: str, session: str) -> dict:
        response = self.post({"session": session, "id": uuid.uuid4().hex, "payload": payload})
        assert response.status_code == 200, response.text
        return response.json()

    def jumin(self, *arguments: str, **more) -> subprocess.CompletedProcess:
        """The command line tool on the same store."""
        command = [sys.executable, "-m", "bot.cli", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300, **more
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_for(folder: Path, models: Path, **more: str) -> dict[str, str]:
    """Settings for a process with a store of its own and the shared models."""
    var = folder / "var"
    var.mkdir()
    (var / "models").symlink_to(models)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
    # Its console on a port of its own: others may serve beside it.
    own = {"JUMIN_VAR": str(var), "JUMIN_NOW": MORNING, "JUMIN_CONSOLE_PORT": "0", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {**clean, **own, **more}


def start(environment: dict[str, str], **streams) -> Served:
    """Start `jumin serve` and wait until it answers; ``streams`` say where its output goes, as for Popen."""
    port = free_port()
    environment = {**environment, "JUMIN_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "serve"], cwd=ROOT, env=environment, **streams)
    served = Served(f"http://127.0.0.1:{port}", environment, process)
    for _ in range(2400):
        assert process.poll() is None, f"jumin serve ended with {process.returncode}"
        try:
            if requests.get(f"{served.url}/live", timeout=1).ok:
                return served
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("jumin serve did not answer within four minutes")


def stop(served: Served) -> None:
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(20)


@pytest.fixture(scope="session")
def sample_city(tmp_path_factory, models) -> Served:
    """The sample city on the morning of 7 November 2022, as `make run` serves it; one site may show its chat, one desk
    that of the hotline, and there is a ticket system, which is mostly away."""
    served = start(environment_for(
        tmp_path_factory.mktemp("sample"), models, JUMIN_FRAME_ANCESTORS=f"http://localhost:{free_port()}",
        JUMIN_CONSOLE_PORT=str(free_port()), JUMIN_DESK_ANCESTORS=f"http://127.0.0.1:{free_port()}",
        JUMIN_TICKETS_URL=f"http://127.0.0.1:{free_port()}/tickets", JUMIN_TICKETS_KEY="for-tests-for-tests",
    ))
    yield served
    stop(served)


@pytest.fixture(scope="session")
def real_city(tmp_path_factory, models, shared) -> Served:
    """The same morning with the real risk-area list of that hour."""
    environment = environment_for(tmp_path_factory.mktemp("real"), models)
    loaded = subprocess.run(
        [
            sys.executable, "-m", "bot.cli", "data", "load", "--create",
            str(shared / "data/risk_areas/2022-11-07T09.json")
        ],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
    )
    assert loaded.returncode == 0, loaded.stderr
    served = start(environment)
    yield served
    stop(served)

