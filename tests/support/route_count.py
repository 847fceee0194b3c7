"""Counts the files of this project that a plain FAQ question passes: python tests/support/route_count.py [--entries].

A real serving process is made (bot.serve.app.make_app, the guarded protocol, a store and its process), warmed with
other questions, and asked one over HTTP that it has not read before. ``sys.setprofile`` notes each function of this
project that is entered in the serving thread, in order; one that goes on behind an ``await`` is not entered again. A
file counts once, by its path; a change of folder is an entry that stands in another folder than the entry before it.
What runs beside the turns (the follower, the lag watch) and what is looked up once a second (the gazetteer's version)
is left out: on a slow machine both come into every question. The question is asked with several ends and the shortest
route counts.
"""
from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
from itertools import groupby
from math import inf
from pathlib import Path
from types import FrameType
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[2]
ROOMS = tuple(f"{ROOT}/{room}/" for room in ("bot", "knowledge", "actions"))
QUESTION, TOPIC, ENDS = "孕妇去哪里产检", "maternity_paediatrics", ("", "？", "?", "。", "！", "呀")
WARM = ("你好", "富士康招工吗", "谁有权划定风险区")
# Tasks that live as long as the server and do a question's work: the one of its connection, the one of the store.
OF_QUESTIONS = ("connection_task", "StoreWorker._serve")


class Route:
    """The entries of one question, in order: file and function."""

    def __init__(self, beside: set[asyncio.Task]) -> None:
        self.entries: list[tuple[str, str]] = []
        self.beside = beside

    def note(self, frame: FrameType, event: str, _argument: Any) -> None:
        """What sys.setprofile calls."""
        file = frame.f_code.co_filename
        if event == "call" and frame.f_lasti < 0 and file.startswith(ROOMS) and running_task() not in self.beside:
            self.entries.append((os.path.relpath(file, ROOT), frame.f_code.co_name))

    @property
    def files(self) -> list[str]:
        return sorted({file for file, _ in self.entries})

    @property
    def changes(self) -> int:
        """How often the folder changes."""
        return max(0, sum(1 for _ in groupby(os.path.dirname(file) for file, _ in self.entries)) - 1)


def count_route() -> Route:
    """The route of a plain question; takes some seconds and sets the environment: call it in a process of its own."""
    from bot.model_rollout.choosing import choose_model
    from bot.monitoring.logs import configure_logs
    from bot.nlu import live_gazetteer
    from bot.processes.sockets import bind, port_of
    from bot.serve.app import make_app
    from bot.serve.bootstrap import prepare_secret, prepare_store
    from bot.serve.children import run_until_sigterm
    from knowledge.settings import load_settings

    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        (var / "models").symlink_to(ROOT / "var/models")
        # Rasa makes our components itself; they read their settings from the environment.
        os.environ.update(JUMIN_VAR=folder, JUMIN_NOW="2022-11-07T09:00:00+08:00", TF_CPP_MIN_LOG_LEVEL="3")
        settings = load_settings()
        prepare_store(settings).dispose()
        settings = prepare_secret(settings)
        configure_logs()
        live_gazetteer.LOOK_AGAIN_SECONDS = inf
        app, listening = make_app(settings, choose_model(settings), "http://127.0.0.1:9/webhook"), bind(0)
        routes: list[Route] = []
        asker = threading.Thread(
            target=ask_all, args=(app, f"http://127.0.0.1:{port_of(listening)}", routes), daemon=True
        )
        app.register_listener(lambda _app, loop: (setattr(app.ctx, "loop", loop), asker.start()), "after_server_start")
        run_until_sigterm(app, listening)
        asker.join()
    if not routes:
        raise RuntimeError(f"{QUESTION} is not answered by {TOPIC} any more; choose another plain question.")
    return min(routes, key=lambda route: len(route.entries))


def ask_all(app: Any, url: str, routes: list[Route]) -> None:
    """Ask the warm questions, then the counted ones, and end the server."""
    try:
        with requests.Session() as client:
            for text in WARM:
                ask(client, url, text)
            beside = tasks_beside(app.ctx.loop)
            for end in ENDS:
                session, route = open_session(client, url), Route(beside)
                profile(app.ctx.loop, route.note)
                reply = ask(client, url, QUESTION + end, session)
                profile(app.ctx.loop, None)
                if reply["receipt"]["topic"] == TOPIC:
                    routes.append(route)
    finally:
        app.ctx.loop.call_soon_threadsafe(app.stop)


def running_task() -> asyncio.Task | None:
    """The task of the serving thread's loop that runs now; None in a plain callback."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def tasks_beside(loop: asyncio.AbstractEventLoop) -> set[asyncio.Task]:
    """The tasks of a server that do nothing for a question; asked from another thread."""
    return {
        task for task in asyncio.all_tasks(loop) if not task.get_coro().__qualname__.endswith(OF_QUESTIONS)
    }


def open_session(client: requests.Session, url: str) -> str:
    return client.post(f"{url}/webhooks/web/sessions", timeout=30).json()["session"]


def ask(client: requests.Session, url: str, text: str, session: str = "") -> dict[str, Any]:
    message = {"session": session or open_session(client, url), "id": "1", "text": text}
    return client.post(f"{url}/webhooks/web/messages", json=message, timeout=30).json()


def profile(loop: asyncio.AbstractEventLoop, note: Any) -> None:
    """Have the serving thread tell ``note`` of its calls from now on."""
    done = threading.Event()
    loop.call_soon_threadsafe(lambda: (sys.setprofile(note), done.set()))
    done.wait(10)


def main() -> None:
    route = count_route()
    folders = len({os.path.dirname(file) for file in route.files})
    counts = {"files": len(route.files), "folders": folders, "changes": route.changes, "calls": len(route.entries)}
    print(json.dumps({**counts, "entries": route.entries} if "--entries" in sys.argv else counts))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
