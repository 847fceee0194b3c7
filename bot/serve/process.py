"""Everything that `jumin serve` starts, and how it ends."""
from __future__ import annotations

import socket
from io import IOBase
from multiprocessing.connection import Connection
from typing import Any

from bot.monitoring.metrics import PARTS
from bot.processes.handing import Handed
from bot.processes.keeping import PartFailed
from bot.processes.parts import Part, ensure_template, shared_count
from bot.processes.patience import patiently
from bot.processes.sockets import HOST, PortTaken, address_of, bind, port_of
from bot.processes.supervisor import supervise
from bot.serve.bootstrap import prepare_secret, prepare_store, seed
from bot.serve.children import become, cannot_start, run_until_sigterm, serve_actions
from bot.serve.console_process import CONSOLE_STARTS_WITHIN, console_socket, say_where, serve_console
from bot.serve.demonstration import at_its_morning
from bot.serve.startup_checks import StartError, check_start
from bot.stores.one_process import AlreadyServed, serve_alone
from bot.training.train import TrainingFailed
from knowledge.notices import ContentError
from knowledge.settings import Settings
from knowledge.store_city import OtherCity
from knowledge.store_watch import StoreGone

# What is left of a process that was killed a moment ago ends within two seconds and gives its port and its store free.
WAIT_SECONDS = 5.0
# Training, should the model be missing, is part of the start.
ACTIONS_START_WITHIN, SERVING_STARTS_WITHIN = 60.0, 900.0


class ServeError(RuntimeError):
    """The server cannot start; the message is one sentence."""


def serve_forever(settings: Settings) -> None:
    """Prepare, then keep the action server and the serving process alive until Ctrl-C or SIGTERM ends them all."""
    try:
        listening = patiently(lambda: bind(settings.port), PortTaken, WAIT_SECONDS)
        console = console_socket(settings, WAIT_SECONDS)
        check_start(settings)
        ensure_template()
        settings, claim = claim_store(settings)
        settings = prepare_secret(settings).copy(update={"port": port_of(listening)})
        supervise(make_parts(settings, listening, claim, console), lambda: announce(settings, console))
    except (PortTaken, AlreadyServed, ContentError, StartError, OtherCity, PartFailed) as error:
        raise ServeError(str(error)) from None


def claim_store(settings: Settings) -> tuple[Settings, IOBase | None]:
    """The settings as the store has them (the demonstration stands at its morning) and, where only one may serve from
    the store, the claim to it. The store has its newest tables then."""
    engine = prepare_store(settings)
    try:
        claim = patiently(lambda: serve_alone(engine), AlreadyServed, WAIT_SECONDS)
        seed(engine, settings)
        return at_its_morning(settings, engine), claim
    finally:
        engine.dispose()


def make_parts(
    settings: Settings, listening: socket.socket, claim: IOBase | None, console: socket.socket | None = None
) -> tuple[Part, ...]:
    """The console, if it has a port, the action server, unless actions run in the serving process, and that."""
    beside = bind(settings.actions_port) if settings.actions == "beside" else None
    sockets = {"actions": beside, "serving": listening, "console": console}
    restarts = {name: shared_count() for name in PARTS if sockets[name]}
    of_serving = (settings, beside and f"{address_of(beside)}/webhook", restarts, claim and Handed(claim.fileno()))
    serving = Part(
        "serving", serve_residents, of_serving, listening, "/live", SERVING_STARTS_WITHIN, restarts["serving"]
    )
    actions = beside and Part(
        "actions", serve_actions, (settings,), beside, "/health", ACTIONS_START_WITHIN, restarts["actions"]
    )
    of_console = console and Part(
        "console", serve_console, (settings,), console, "/live", CONSOLE_STARTS_WITHIN, restarts["console"]
    )
    # They end in the opposite order: residents wait for nobody.
    return tuple(part for part in (of_console, actions, serving) if part)


def serve_residents(
    listening: socket.socket, said: Connection, settings: Settings, actions_url: str | None, restarts: dict[str, Any],
    _claim: Handed | None
) -> None:
    """The serving process: choose the model, load it, serve until SIGTERM. The store is claimed for as long as it
    lives."""
    become("jumin-serving", listening, settings)
    from sqlalchemy.exc import DBAPIError

    from bot.model_rollout.choosing import choose_model
    from bot.model_rollout.files import ModelRefused
    from bot.serve.app import make_app
    from bot.serve.startup_checks.connectivity import told

    try:
        app = make_app(settings, choose_model(settings), actions_url)
    except (TrainingFailed, ContentError, ModelRefused) as error:
        cannot_start(said, str(error))
    except (DBAPIError, StoreGone) as error:
        cannot_start(said, told(error))
    app.ctx.turns.seen.metrics.restarts = lambda: {name: count.value for name, count in restarts.items()}
    run_until_sigterm(app, listening, settings.proxies)


def announce(settings: Settings, console: socket.socket | None = None) -> None:
    """Print where the pages are, last of all that a start prints."""
    if settings.clock_is_stopped:
        print(f"Demonstration: the clock is stopped at {settings.now}; JUMIN_NOW=real runs on.", flush=True)
    print(f"Chat page: http://{HOST}:{settings.port}/", flush=True)
    print(f"Operators: http://{HOST}:{settings.port}/about", flush=True)
    print(f"Channel:   http://{HOST}:{settings.port}/webhooks/web", flush=True)
    say_where(settings, console)
