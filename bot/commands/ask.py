"""`jumin ask`: a question from the shell, without a server."""
from __future__ import annotations

import asyncio
import json
import os
import sys

import typer

from bot.commands.cli_errors import quiet_logs, settings_or_exit, stop
from knowledge.clock import parse_instant


def ask(
    question: str = typer.Argument(..., help="The question; - reads one a line and prints one JSON line each."),
    at: str = typer.Option(None, help="The instant asked about, ISO 8601."),
    place: str = typer.Option(None, help="Where the asker is."),
) -> None:
    """Ask from the shell, without a server; nothing is written."""
    from bot.commands.asked_lines import questions

    quiet_logs()
    asked = questions(sys.stdin.buffer if question == "-" else None, question)
    asker = local_bot(at)
    for text in asked:
        reply = asyncio.run(asker.ask(text, place))
        if question == "-":
            typer.echo(json.dumps(reply, ensure_ascii=False))
        else:
            show(reply)


def show(reply: dict) -> None:
    """A reply for people, with its receipt."""
    for message in reply["messages"]:
        typer.echo(message["text"])
        for button in message["buttons"]:
            typer.echo(f"  [{button['title']}]")
    typer.echo(json.dumps(reply["receipt"], ensure_ascii=False))


def local_bot(at: str | None = None):
    """An asker over the store and model of the settings, its clock stopped at ``at``."""
    if at is not None:
        try:
            os.environ["JUMIN_NOW"] = parse_instant(at).isoformat()
        except ValueError as error:
            raise stop(str(error)) from None
    from bot.commands.asked_store import store_to_ask

    settings, engine = store_to_ask(settings_or_exit())
    # Heavy: what is wrong was said before.
    from actions.context import context
    from bot.commands.local_client import LocalBot
    from bot.model_rollout.choosing import model_to_ask
    from bot.model_rollout.files import ModelRefused
    from bot.training.train import TrainingFailed
    from knowledge.notices import ContentError
    from knowledge.serving.shelf import published

    # The actions keep what they read first; a former asker of this process may stand at another instant.
    context.cache_clear()
    try:
        return LocalBot(model_to_ask(settings, engine), settings, published(engine))
    except (ModelRefused, TrainingFailed, ContentError) as error:
        raise stop(str(error)) from None
