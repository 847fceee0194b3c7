"""The console as a part of `jumin serve`: its port, its process, and what is printed of it."""
from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import uvicorn
from sqlalchemy.engine import Engine

from bot.inbox.open_questions import OpenQuestions
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT
from bot.processes.patience import patiently
from bot.processes.sockets import HOST, PortTaken, bind, port_of
from bot.serve.children import become
from console.app import make_console
from knowledge.accounts.accounts import all_accounts
from knowledge.database import open_engine, transaction
from knowledge.settings import Settings

CONSOLE_STARTS_WITHIN = 60.0
# Beyond it a few people at their desks are no longer who asks.
MOST_AT_ONCE, ENDS_WITHIN_SECONDS = 64, 5


class Server(uvicorn.Server):
    """SIGTERM ends it; Ctrl-C, which the terminal sends to all processes, is the supervisor's to hear."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        signal.signal(signal.SIGTERM, self.handle_exit)
        yield


def console_socket(settings: Settings, wait: float) -> socket.socket | None:
    """The socket of the console. None where nobody named a port and the usual one is that of another copy on this
    machine, which serves the same pages. Raises PortTaken where the port that was named is taken."""
    try:
        return patiently(lambda: bind(settings.console_port, "JUMIN_CONSOLE_PORT"), PortTaken, wait)
    except PortTaken:
        if settings.console_port_was_chosen:
            raise
        return None


def serve_console(listening: socket.socket, _said: Connection, settings: Settings) -> None:
    """Serve the console until SIGTERM. The tables of conversations are made by the serving process, once."""
    become("jumin-console", listening, settings)
    engine = open_engine(settings.url)
    app = make_console(settings, engine, lambda: served_model(engine), OpenQuestions(engine))
    Server(uvicorn.Config(
        app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
        proxy_headers=False, limit_concurrency=MOST_AT_ONCE, timeout_graceful_shutdown=ENDS_WITHIN_SECONDS,
    )).run(sockets=[listening])


def served_model(engine: Engine) -> str:
    """The model that is current in the store, to be published with a release; empty where none was ever chosen."""
    change = ModelStore(engine).change(CURRENT)
    return change.name if change else ""


def say_where(settings: Settings, console: socket.socket | None) -> None:
    """Print where the console is and, while there is no account, how to make the first."""
    if console is None:
        print(f"Console:   not served here; port {settings.console_port} is taken (JUMIN_CONSOLE_PORT).", flush=True)
        return
    print(f"Console:   http://{HOST}:{port_of(console)}/", flush=True)
    engine = open_engine(settings.url)
    try:
        with transaction(engine) as session:
            if not all_accounts(session):
                print("           No account yet: .venv/bin/jumin user add NAME --role administrator", flush=True)
    finally:
        engine.dispose()
