"""The command line tool; the only place that may know everything."""
from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from functools import partial
from pathlib import Path

import typer

import bot.processes.light  # noqa: F401
from bot.data_cli import data
from bot.exits import settings_or_exit, stop
from bot.inbox_cli import inbox
from bot.models.commands import app as models
from bot.privacy_cli import privacy
from bot.sentences import Sentences
from bot.starting.rights import keep_to_oneself
from bot.wechat_cli import wechat
from knowledge.clock import parse_instant
from knowledge.settings import Settings

app = typer.Typer(cls=Sentences, help="居民问答: answers residents' questions, each with the notice it comes from.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(data, name="data")
app.add_typer(inbox, name="inbox")
app.add_typer(models, name="model")
app.add_typer(privacy, name="privacy")
app.add_typer(wechat, name="wechat")


@app.command()
def serve() -> None:
    """Serve pages and channels on 127.0.0.1, with the action server beside it."""
    settings = settings_or_exit()
    quiet_logs(settings.log_path)
    from bot.serving import ServeError, serve_forever

    try:
        serve_forever(settings)
    except ServeError as error:
        raise stop(str(error)) from None


@app.command()
def train(force: bool = typer.Option(False, help="Train even when the model is up to date.")) -> None:
    """Train the dialogue model if its sources changed or its file is broken."""
    quiet_logs()
    typer.echo(f"The model is {present_or_exit(settings_or_exit(), force)}.")


@app.command()
def ask(
    question: str = typer.Argument(..., help="The question; - reads one a line and prints one JSON line each."),
    at: str = typer.Option(None, help="The instant asked about, ISO 8601."),
    place: str = typer.Option(None, help="Where the asker is."),
) -> None:
    """Ask from the shell, without a server; nothing is written."""
    from bot.asked_lines import questions

    quiet_logs()
    asked = questions(sys.stdin.buffer if question == "-" else None, question)
    asker = make_asker(at)
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


@app.command("eval")
def evaluate(
    files: list[Path] = typer.Argument(..., help="Files of cases; a folder stands for all *.yml below it."),
    url: str = typer.Option(None, help="Ask a running server there, such as http://127.0.0.1:5005, in place of this process."),
    page: Path = typer.Option(None, help="A folder to write the outcome to as a page, index.html."),
    record: bool = typer.Option(False, "--record", help="Record the present figures as those not to be undercut."),
    recorded: Path = typer.Option(None, help="Where figures are recorded; default tests/cases/recorded.yml."),
) -> None:
    """Ask every case of files and print right, refused and wrong by topic; exit 1 below the recorded figures."""
    if not url:
        settings_or_exit()
    quiet_logs()
    from bot import evaluating

    wanted = evaluating.Wanted(tuple(files), page, recorded or evaluating.RECORDED, record, bool(url))
    ask = partial(evaluating.ask_over_http, url) if url else partial(evaluating.ask_here, make_asker)
    try:
        passed = evaluating.evaluate(wanted, ask, typer.echo, partial(typer.echo, err=True))
    except evaluating.EvaluationError as error:
        raise stop(str(error)) from None
    raise typer.Exit(0 if passed else 1)


def make_asker(at: str | None = None):
    """An asker over the store and model of the settings, its clock stopped at ``at``."""
    if at is not None:
        try:
            os.environ["JUMIN_NOW"] = parse_instant(at).isoformat()
        except ValueError as error:
            raise stop(str(error)) from None
    from bot.asked_store import store_to_ask

    settings, engine = store_to_ask(settings_or_exit())
    # Heavy: what is wrong was said before.
    from actions.world import world
    from bot.asking import Asker
    from bot.models.choosing import model_to_ask
    from bot.models.files import ModelRefused
    from bot.training import TrainingFailed
    from knowledge.notices import ContentError

    # The actions keep what they read first; a former asker of this process may stand at another instant.
    world.cache_clear()
    try:
        return Asker(model_to_ask(settings, engine), settings)
    except (ModelRefused, TrainingFailed, ContentError) as error:
        raise stop(str(error)) from None


def present_or_exit(settings: Settings, anew: bool = False) -> Path:
    """The proven model of the present sources, or one sentence and exit 1."""
    from bot.models.present import present_model
    from bot.training import TrainingFailed

    try:
        return present_model(settings.var / "models", anew)
    except (TrainingFailed, ValueError) as error:
        raise stop(str(error)) from None


def quiet_logs(file: Path | None = None) -> None:
    """JSON lines on standard error, what serves writes them to ``file`` too: warnings, and one line a turn."""
    from bot.monitoring.logs import configure_logs

    try:
        configure_logs(file)
    except OSError as error:
        raise stop(f"{file} cannot be written to: {error.strerror}.") from None


def main() -> None:
    """Entry point. What the database says is told in one sentence by every command."""
    from sqlalchemy.exc import DBAPIError

    from knowledge.store_watch import StoreGone

    keep_to_oneself()
    # What libraries say of each other while they are imported is not for the operator.
    logging.captureWarnings(True)
    try:
        app()
    except (DBAPIError, StoreGone) as error:
        from bot.starting.reach import told

        sys.exit(told(error))


if __name__ == "__main__":
    main()
