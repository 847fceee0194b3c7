"""How commands end when something is wrong, one sentence on standard error and exit code 1; and where their logs go."""
from __future__ import annotations

import math
import os
from pathlib import Path

import typer

from knowledge.settings import Settings, SettingsError, load_settings, refuse_unknown


def settings_or_exit() -> Settings:
    """The settings, or one sentence and exit 1."""
    try:
        refuse_unknown(os.environ)
        return load_settings()
    except SettingsError as error:
        raise stop(str(error)) from None


def stop(sentence: str) -> typer.Exit:
    """Print one sentence on standard error; raise what is returned to exit with 1."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def a_number(given: float | None) -> float | None:
    """The callback of an option with bounds: they let nan through."""
    if given is not None and math.isnan(given):
        raise typer.BadParameter("nan is no number.")
    return given


def quiet_logs(file: Path | None = None) -> None:
    """JSON lines on standard error, what serves writes them to ``file`` too: warnings, and one line a turn."""
    from bot.monitoring.logs import configure_logs

    try:
        configure_logs(file)
    except OSError as error:
        raise stop(f"{file} cannot be written to: {error.strerror}.") from None
