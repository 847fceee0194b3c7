"""`jumin serve`: pages, channels and the action server."""
from __future__ import annotations

from bot.commands.cli_errors import quiet_logs, settings_or_exit, stop


def serve() -> None:
    """Serve pages and channels on 127.0.0.1, with the action server beside it."""
    settings = settings_or_exit()
    quiet_logs(settings.log_path)
    from bot.serve.process import ServeError, serve_forever

    try:
        serve_forever(settings)
    except ServeError as error:
        raise stop(str(error)) from None
