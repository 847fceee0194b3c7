"""The console as a part of `jumin serve`: its port, its process, and what is printed of it."""
from __future__ import annotations

import socket
from multiprocessing.connection import Connection

from bot.processes.patience import patiently
from bot.processes.sockets import HOST, PortTaken, bind, port_of
from bot.serve.children import become
from knowledge.accounts.accounts import all_accounts
from knowledge.database import open_engine, transaction
from knowledge.settings import Settings

CONSOLE_STARTS_WITHIN = 60.0


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
    from bot.channels.registry import channel_names
    from bot.gate.gate import GateBeside
    from bot.hotline.client import SuggestionClient
    from bot.inbox.open_questions import OpenQuestions
    from bot.model_rollout.store import served_model
    from bot.residents.residents import Residents
    from console.app import make_console
    from console.serving import serve
    from knowledge.tickets.posting import keep_posting

    engine = open_engine(settings.url)
    keep_posting(engine, settings)
    inbox, gate, talking = OpenQuestions(engine), GateBeside(settings), SuggestionClient(settings)
    app = make_console(
        settings, engine, served_model, inbox, gate, talking, channel_names(), Residents(engine)
    )
    serve(app, listening)


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
