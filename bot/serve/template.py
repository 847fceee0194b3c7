"""What the processes of `jumin serve` are forked from: multiprocessing's fork server imports this module once. All that
is heavy is imported and nothing is opened, no thread runs: what is forked from it serves in a second or two."""
from __future__ import annotations

import os
import signal

import bot.processes.light  # noqa: F401
from bot.processes.ending import SUPERVISOR, end_with, name_process

NAME = "jumin-template"


def become_template(supervisor: int) -> None:
    """Import what serving and actions need. Ctrl-C and a SIGTERM to the whole group are for the supervisor, which ends
    the others in their order; all of them would end with this one at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    end_with(supervisor)
    name_process(NAME)
    from bot.monitoring.logs import configure_logs
    from bot.serve.gc_tuning import settle, uncollected

    # Warnings that libraries give while they are imported are not for the operator.
    configure_logs()
    with uncollected():
        import_all()
    settle()


def import_all() -> None:
    """Also what is looked up by its name in a configuration file: a part that is started again after the files of this
    project were changed must not be made of both versions."""
    import rasa_sdk.endpoint  # noqa: F401
    from rasa_sdk.executor import ActionExecutor

    import console.app
    import console.serving  # noqa: F401
    from bot.serve.startup_checks import CREDENTIALS, ENDPOINTS, read_channels, read_generator
    from bot.serve.startup_checks.classes import load_class

    for named in read_channels(CREDENTIALS):
        load_class(named.channel.dotted)
    load_class(read_generator(ENDPOINTS))
    ActionExecutor().register_package("actions")


if SUPERVISOR in os.environ:
    become_template(int(os.environ.pop(SUPERVISOR)))
