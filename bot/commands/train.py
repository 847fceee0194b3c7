"""`jumin train`: the dialogue model out of its sources."""
from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.cli_errors import quiet_logs, settings_or_exit, stop
from knowledge.settings import Settings


def train(force: bool = typer.Option(False, help="Train even when the model is up to date.")) -> None:
    """Train the dialogue model if its sources changed or its file is broken."""
    quiet_logs()
    typer.echo(f"The model is {present_or_exit(settings_or_exit(), force)}.")


def present_or_exit(settings: Settings, anew: bool = False) -> Path:
    """The proven model of the present sources, or one sentence and exit 1."""
    from bot.model_rollout.present import present_model
    from bot.training.train import TrainingFailed

    try:
        return present_model(settings.var / "models", anew)
    except (TrainingFailed, ValueError) as error:
        raise stop(str(error)) from None
