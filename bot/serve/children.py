"""What is forked for each part: from here on in a process of its own, with everything imported and nothing opened."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from bot.monitoring.logs import configure_logs
from bot.processes.ending import end_with_supervisor, name_process
from bot.processes.sockets import BACKLOG, port_of
from knowledge.settings import Settings

if TYPE_CHECKING:
    from sanic import Sanic

    from bot.guard.callers import Networks


def become(name: str, listening: socket.socket, settings: Settings) -> None:
    """The first thing that a forked process does."""
    # What the template does not hear, this one does.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_supervisor()
    name_process(name, f"--port {port_of(listening)}")
    # What it starts in its turn, the store's process, has no part in the port.
    listening.set_inheritable(False)
    configure_logs(settings.log_path)
    # The supervisor may have stopped the clock after the template was started; the rest of the environment is the same.
    os.environ["JUMIN_NOW"] = settings.now


def serve_actions(listening: socket.socket, _said: Connection, settings: Settings) -> None:
    """Serve the actions until SIGTERM; nothing of theirs has to be finished then."""
    become("jumin-actions", listening, settings)
    from rasa_sdk.endpoint import create_app

    from bot.guard.errors import add_refusals
    from bot.guard.protocol import guarded
    from bot.publications.action_pin import pin_calls
    from knowledge.database import open_engine
    from knowledge.serving.shelf import Shelf

    app = create_app("actions", cors_origins=[])
    add_refusals(app)
    pin_calls(app, Shelf(open_engine(settings.url)))
    app.register_listener(lambda _app, _loop: signal.signal(signal.SIGTERM, signal.SIG_DFL), "after_server_start")
    serve(app, listening, guarded())


def run_until_sigterm(app: Sanic, listening: socket.socket, proxies: Networks = ()) -> None:
    """Serve ``app`` on a socket that is bound, each address its share; ``proxies`` are trusted. SIGTERM drains it;
    Ctrl-C, which the terminal sends to all processes, is the supervisor's to hear."""
    from bot.guard.allowance import Shares
    from bot.guard.protocol import guarded

    app.register_listener(end_by_sigterm, "after_server_start")
    serve(app, listening, guarded(shares=Shares(proxies)))


def serve(app: Sanic, listening: socket.socket, protocol: partial) -> None:
    """Run ``app`` in this process: the supervisor is ours, not Sanic's. Sanic ignores SIGTERM until a listener handles
    it."""
    app.run(
        sock=listening, backlog=BACKLOG, register_sys_signals=False, access_log=False, debug=False, motd=False,
        single_process=True, protocol=protocol,
    )


def end_by_sigterm(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    loop.add_signal_handler(signal.SIGTERM, app.stop)


def cannot_start(said: Connection, sentence: str) -> None:
    """Tell the supervisor why, and end."""
    said.send(sentence)
    os._exit(1)
