"""Everything that `jumin serve` starts, and how it ends."""
from __future__ import annotations

import socket

from bot.collecting import uncollected
from bot.demonstration import at_its_morning
from bot.models.choosing import choose_model
from bot.models.files import ModelRefused
from bot.preparing import prepare_secret, prepare_store
from bot.starting import StartError, check_start
from bot.stores.one_process import AlreadyServed, serve_alone
from bot.supervisor import ActionServer, ActionServerFailed
from bot.training import TrainingFailed
from knowledge.notices import ContentError
from knowledge.settings import Settings

HOST = "127.0.0.1"


class ServeError(RuntimeError):
    """The server cannot start; the message is one sentence."""


def serve_forever(settings: Settings) -> None:
    """Prepare, start the action server, load the model, listen; ends with Ctrl-C or SIGTERM, and all parts with it."""
    refuse_taken_port(settings.port)
    try:
        check_start(settings)
        store = prepare_store(settings)
        claim = serve_alone(store)
        settings = prepare_secret(at_its_morning(settings, store))
        model = choose_model(settings)
    except (AlreadyServed, TrainingFailed, ContentError, ModelRefused, StartError) as error:
        raise ServeError(str(error)) from None
    server = ActionServer(settings)
    try:
        server.start()
        listen(settings, model, server)
    except (ActionServerFailed, ContentError) as error:
        raise ServeError(str(error)) from None
    finally:
        server.stop()
        if claim:
            claim.close()


def listen(settings: Settings, model, server: ActionServer) -> None:
    """Load the model while the action server comes up, then serve until told to end."""
    with uncollected():
        from bot.server import make_app

    app = make_app(settings, model, server.url)
    server.wait()
    app.register_listener(lambda _app, _loop: announce(settings), "after_server_start")
    app.run(host=HOST, port=settings.port, access_log=False, debug=False)


def announce(settings: Settings) -> None:
    """Print where the pages are, last of all that a start prints."""
    if settings.clock_is_stopped:
        print(f"Demonstration: the clock is stopped at {settings.now}; JUMIN_NOW=real runs on.", flush=True)
    print(f"Chat page: http://{HOST}:{settings.port}/", flush=True)
    print(f"Channel:   http://{HOST}:{settings.port}/webhooks/web", flush=True)


def refuse_taken_port(port: int) -> None:
    """A port that something else listens on is said at once, not after training."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise ServeError(f"Port {port} is taken; stop what listens there or set JUMIN_PORT to another.") from None
