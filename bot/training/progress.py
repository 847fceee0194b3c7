"""What is seen of training: one moving bar on a terminal, two lines elsewhere, and nothing of Rasa's own hundreds of
lines."""
from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

WHAT = "Training the dialogue model, about half a minute"


@contextlib.contextmanager
def shown(console: Console | None = None) -> Iterator[None]:
    """Says on standard error that training goes on while the block runs. How far it is cannot be told: one component
    of the pipeline takes nearly all of the time."""
    console = console or Console(stderr=True)
    with bar(console) if console.is_terminal else lines(console), rasa_draws_nothing():
        yield


@contextlib.contextmanager
def bar(console: Console) -> Iterator[None]:
    """Moves until training is over, and is taken away then: what comes after it counts."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        progress.add_task(WHAT, total=None)
        yield


@contextlib.contextmanager
def lines(console: Console) -> Iterator[None]:
    """For logs and pipes: no carriage return, no colour."""
    console.print(f"{WHAT}.", soft_wrap=True)
    yield
    console.print("The dialogue model is trained.", soft_wrap=True)


@contextlib.contextmanager
def rasa_draws_nothing() -> Iterator[None]:
    """Rasa draws its bars unless its own log level is set so."""
    before = os.environ.get("LOG_LEVEL")
    os.environ["LOG_LEVEL"] = "ERROR"
    try:
        yield
    finally:
        os.environ.pop("LOG_LEVEL") if before is None else os.environ.update(LOG_LEVEL=before)
