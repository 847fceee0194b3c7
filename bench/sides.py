"""The two sides as they are started and ended: stock Rasa, and this project; each with a store and an action server of
its own in a folder of its own."""
from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from ruamel.yaml import YAML

from bench.child import Child
from bench.services import free_port, port_answers
from bench.stock import config
from bench.stock.packages import python_path
from bench.stock.project import MODEL
from bot.model_rollout.present import present_model
from bot.serve.bootstrap import prepare_store
from bot.training.train import ROOT
from knowledge.clock import machine_seconds
from knowledge.releases.city import city_here
from knowledge.settings import Settings

MORNING = city_here().clock
STARTS_WITHIN = 240.0
# Sessions of the measurement say more in a minute than a resident may.
UNLIMITED = 1_000_000


@dataclass(frozen=True)
class Side:
    """A running side: what it is spoken to through, its serving process, how long it took to its first answer."""

    name: str
    channel: str
    url: str
    serving: Child
    others: tuple[Child, ...]
    start_seconds: float
    model: Path
    database: Path


@contextmanager
def stock(folder: Path, project: Path, question: str) -> Iterator[Side]:
    """Stock Rasa's `rasa run` with the trained ``project``, and its action server; ended when the block ends."""
    port, actions_port, database = free_port(), free_port(), folder / "rasa.db"
    for name, tree in {
        "endpoints.yml": config.endpoints(actions_port, str(database)), "credentials.yml": config.credentials()
    }.items():
        YAML().dump(tree, folder / name)
    # Left to itself the action server listens on every address of the machine.
    environment = {**city(folder), "SANIC_HOST": "127.0.0.1", "PYTHONPATH": python_path(ROOT)}
    model, python = project / MODEL, [sys.executable, "-m"]
    actions = Child(
        [*python, "rasa_sdk", "--actions", "bench.stock.actions", "--port", str(actions_port)], folder / "actions.log",
        lambda: healthy(f"http://127.0.0.1:{actions_port}/health"), STARTS_WITHIN, cwd=ROOT, env=environment,
    )
    serving = Child(
        [*python, "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port), "-m", str(model), "--endpoints",
         str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")],
        folder / "rasa.log", lambda: rest_answers(f"http://127.0.0.1:{port}", question), STARTS_WITHIN, cwd=folder,
        env=environment,
    )
    with started(actions, serving) as seconds:
        yield Side("stock", "rest", f"http://127.0.0.1:{port}", serving, (actions,), seconds, model, database)


@contextmanager
def ours(folder: Path, question: str, **more: str) -> Iterator[Side]:
    """`jumin serve` with the model of all examples, as residents meet it; ended when the block ends."""
    environment, port = {**city(folder), **more}, free_port()
    environment["JUMIN_PORT"] = str(port)
    url, model = f"http://127.0.0.1:{port}", present_model(ROOT / "var" / "models")
    (folder / "models").mkdir()
    shutil.copy(model, folder / "models")
    serving = Child(
        [sys.executable, "-m", "bot.cli", "serve"], folder / "jumin.log", lambda: web_answers(url, question),
        STARTS_WITHIN,
        cwd=ROOT, env=environment,
    )
    with started(serving) as seconds:
        yield Side("ours", "web", url, serving, (), seconds, folder / "models" / model.name, folder / "jumin.db")


@contextmanager
def floor(folder: Path) -> Iterator[int]:
    """The port of the least server there can be: Sanic and the store (bench/floor.py); ended when the block ends."""
    port = free_port()
    serving = Child(
        [sys.executable, "-m", "bench.floor", str(port)], folder / "floor.log", lambda: port_answers(port),
        STARTS_WITHIN,
        cwd=ROOT, env=city(folder),
    )
    with started(serving):
        yield port


def city(folder: Path) -> dict[str, str]:
    """The environment of a side with the sample city in a database below ``folder``."""
    prepare_store(Settings(var=folder))
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
    return {
        **clean, "PYTHONPATH": str(ROOT), "JUMIN_VAR": str(folder), "JUMIN_NOW": MORNING, "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_TELEMETRY_ENABLED": "false", "JUMIN_WEB_MESSAGES_A_MINUTE": str(UNLIMITED),
    }


@contextmanager
def started(*children: Child) -> Iterator[float]:
    """All started at once; the seconds until each answers."""
    began = machine_seconds()
    with ExitStack() as ending:
        for child in children:
            child.launch()
            ending.callback(child.stop)
        for child in children:
            child.wait()
        yield machine_seconds() - began


def healthy(url: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(url, timeout=5).ok
    return False


def rest_answers(url: str, question: str) -> bool:
    """Whether stock's `rest` says something to a question."""
    return bool(posted(f"{url}/webhooks/rest/webhook", {"sender": "first", "message": question}))


def web_answers(url: str, question: str) -> bool:
    """Whether this project's web channel says something to a question."""
    session = posted(f"{url}/webhooks/web/sessions", {})
    if not session:
        return False
    reply = posted(f"{url}/webhooks/web/messages", {"session": session["session"], "id": "first", "text": question})
    return bool(reply and reply["messages"])


def posted(url: str, body: dict[str, Any]) -> Any:
    """The JSON of a good answer; None where there is none yet."""
    with suppress(requests.RequestException, ValueError):
        response = requests.post(url, json=body, timeout=30)
        return response.json() if response.ok else None
    return None
