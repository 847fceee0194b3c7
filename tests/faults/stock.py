"""Stock Rasa to prove the checker on: a small project, `rasa run` with `rest`, its SQLite tracker store, an action
server."""
from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path

import aiohttp
import requests
from faults.client import Client
from faults.history import Answer, Stored
from ruamel.yaml import YAML

from bench.child import Child
from bench.services import free_port
from bench.stock.packages import python_path
from knowledge import clock

# A question, the answer, and whether an action says it.
TOPICS = {
    "testing": ("哪里能做核酸", "各社区都有采样屋", False),
    "masks": ("口罩要戴什么样的", "戴一次性医用口罩", False),
    "schools": ("孩子能去上学吗", "学校改为线上教学", False),
    "shops": ("饭店能开吗", "饭店只做外卖", True),
    "parcels": ("快递能送进来吗", "快递送到小区门口", True),
}
ABOUT = {question: answer for question, answer, _ in TOPICS.values()}
STARTS_WITHIN_SECONDS = 180
ACTION = '''
from rasa_sdk import Action


class {name}(Action):
    def name(self):
        return "action_{topic}"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="{answer}")
        return []
'''


def lay_out(folder: Path, actions_port: int) -> None:
    """The project's files. No DIET, so that training takes seconds; all that loses messages is as Rasa has it."""
    said = {f"utter_{topic}": [{"text": answer}] for topic, (_, answer, acts) in TOPICS.items() if not acts}
    files = {
        "config.yml": {
            "recipe": "default.v1", "assistant_id": "stock", "language": "zh", "policies": [{"name": "RulePolicy"}],
            "pipeline": [
                {"name": "JiebaTokenizer"},
                {"name": "CountVectorsFeaturizer"},
                {"name": "LogisticRegressionClassifier"},
            ],
        },
        "domain.yml": {
            "version": "3.1", "intents": list(TOPICS), "responses": said,
            "actions": [f"action_{topic}" for topic, (_, _, acts) in TOPICS.items() if acts],
        },
        "data/nlu.yml": {"version": "3.1", "nlu": [
            {"intent": topic, "examples": f"- {question}\n- 请问{question}\n"}
            for topic, (question, _, _) in TOPICS.items()
        ]},
        "data/rules.yml": {"version": "3.1", "rules": [
            {"rule": topic, "steps": [{"intent": topic}, {"action": f"{'action' if acts else 'utter'}_{topic}"}]}
            for topic, (_, _, acts) in TOPICS.items()
        ]},
        "endpoints.yml": {
            "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")},
        },
        "credentials.yml": {"rest": {}},
    }
    for name, tree in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8") as opened:
            YAML().dump(tree, opened)
    (folder / "stock_actions.py").write_text("".join(
        ACTION.format(name=topic.title(), topic=topic, answer=answer) for topic, (_, answer, acts) in TOPICS.items()
        if acts
    ), encoding="utf-8")


class Stock:
    """The trained project with its two processes; ``server`` and ``actions`` can be killed and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port, actions_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{port}"
        lay_out(folder, actions_port)
        rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
        subprocess.run([*rasa, "train", "--quiet"], cwd=folder, check=True, capture_output=True, timeout=300)
        self.server = self._child(f"{self.url}/", *rasa, "run", "-i", "127.0.0.1", "-p", str(port))
        self.actions = self._child(
            f"http://127.0.0.1:{actions_port}/health", sys.executable, "-m", "rasa_sdk", "--actions", "stock_actions",
            "--port", str(actions_port),
        )

    def _child(self, address: str, *command: str) -> Child:
        return Child(
            command, self.folder / "log", lambda: answers(address), within=STARTS_WITHIN_SECONDS, cwd=self.folder,
            env={**os.environ, "PYTHONPATH": python_path(self.folder)},
        )

    def stored_turns(self) -> list[Stored]:
        """What Rasa's tracker store kept, as the checker reads it."""
        with sqlite3.connect(self.folder / "tracker.db") as connection:
            rows = connection.execute("select sender_id, data from events order by id").fetchall()
        return as_turns([(sender, json.loads(data)) for sender, data in rows])


class StockClient(Client):
    """A resident over `rest`: no ids, so a message that was sent is not sent again; one that nobody took is."""

    async def open_session(self) -> bool:
        self.conversation = self.conversation or uuid.uuid4().hex
        return True

    async def send(self, identity: str, question: str) -> bool:
        """True unless the connection was refused: only then nothing was sent."""
        body = {"sender": self.conversation, "message": question, "metadata": {"id": identity}}
        sent_at, status, messages = clock.machine_seconds(), None, []
        try:
            async with self.http.post(f"{self.base}/webhook", json=body) as response:
                status, messages = response.status, await response.json()
        except aiohttp.ClientConnectorError:
            return False
        except (aiohttp.ClientError, OSError):
            # Whether it was taken nobody can tell; sent again it might be answered twice.
            pass
        self.note(identity, question, sent_at, status, messages)
        return True

    def read(self, reply: list) -> Answer | None:
        said = "\n".join(message["text"] for message in reply)
        return Answer(said, said) if said else None


def as_turns(events: list[tuple[str, dict]]) -> list[Stored]:
    """Turns by the id that each question carries, numbered by the place of its first event."""
    turns: dict[tuple[str, str], Stored] = {}
    current: dict[str, tuple[str, str]] = {}
    for place, (sender, event) in enumerate(events):
        if event["event"] == "user" and event.get("metadata", {}).get("id"):
            key = current[sender] = (sender, event["metadata"]["id"])
            known = turns.get(key)
            number, heard = (known.number, known.heard + 1) if known else (place, 1)
            turns[key] = Stored(*key, number, event["text"], None, heard)
        elif event["event"] == "bot" and sender in current:
            turn = turns[current[sender]]
            turns[current[sender]] = Stored(
                turn.conversation, turn.id, turn.number, turn.question, Answer(event["text"], event["text"]), turn.heard
            )
    return list(turns.values())


def answers(address: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(address, timeout=2).ok
    return False
