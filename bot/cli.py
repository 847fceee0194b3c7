"""The command line tool; the only place that may know everything."""
from __future__ import annotations

import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path

import typer

import bot.processes.light  # noqa: F401
from bot.exits import settings_or_exit, stop
from bot.models.commands import app as models
from bot.privacy_cli import privacy
from bot.wechat_cli import wechat
from knowledge.clock import parse_instant
from knowledge.settings import Settings, SettingsError, load_settings

app = typer.Typer(help="居民问答: answers residents' questions, each with the notice it comes from.", no_args_is_help=True, pretty_exceptions_enable=False)
data = typer.Typer(help="Load sites, zones and risk-area lists.", no_args_is_help=True)
app.add_typer(data, name="data")
app.add_typer(models, name="model")
app.add_typer(privacy, name="privacy")
app.add_typer(wechat, name="wechat")


@app.command()
def serve() -> None:
    """Serve pages and channels on 127.0.0.1, with the action server beside it."""
    settings = settings_or_exit()
    quiet_logs()
    from bot.serving import ServeError, serve_forever

    try:
        serve_forever(settings)
    except ServeError as error:
        raise stop(str(error)) from None


@app.command()
def train(force: bool = typer.Option(False, help="Train even when the model is up to date.")) -> None:
    """Train the dialogue model if its sources changed."""
    quiet_logs()
    from bot import training

    models = settings_or_exit().var / "models"
    try:
        file = training.train(models) if force else training.train_if_missing(models)
    except (training.TrainingFailed, ValueError) as error:
        raise stop(str(error)) from None
    typer.echo(f"The model is {file}.")


@app.command()
def ask(
    question: str = typer.Argument(..., help="The question; - reads one a line and prints one JSON line each."),
    at: str = typer.Option(None, help="The instant asked about, ISO 8601."),
    place: str = typer.Option(None, help="Where the asker is."),
) -> None:
    """Ask from the shell, without a server."""
    quiet_logs()
    asker = make_asker(at)
    if question == "-":
        for line in sys.stdin:
            if line.strip():
                typer.echo(json.dumps(asyncio.run(asker.ask(line.strip(), place)), ensure_ascii=False))
        return
    reply = asyncio.run(asker.ask(question, place))
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
    quiet_logs()
    from bot import evaluating

    wanted = evaluating.Wanted(tuple(files), page, recorded or evaluating.RECORDED, record, bool(url))
    ask = partial(evaluating.ask_over_http, url) if url else partial(evaluating.ask_here, make_asker)
    try:
        passed = evaluating.evaluate(wanted, ask, typer.echo, partial(typer.echo, err=True))
    except evaluating.EvaluationError as error:
        raise stop(str(error)) from None
    raise typer.Exit(0 if passed else 1)


@data.command("load")
def data_load(files: list[Path]) -> None:
    """Load sites.csv, zones.csv, places.csv, their .xlsx twins or a risk-area reply; all or nothing per file."""
    from bot.preparing import prepare_store
    from knowledge.loading.kinds import detect
    from knowledge.loading.load import load_file
    from knowledge.loading.report import LoadError

    settings = settings_or_exit()
    engine = prepare_store(settings)
    failed = False
    for file in files:
        try:
            report = load_in_transaction(engine, load_file, file, settings)
        except LoadError as error:
            typer.echo(str(error), err=True)
            failed = True
            continue
        typer.echo(f"{file.name} ({detect(file)}): {report.added} added, {report.changed} changed, "
                   f"{report.unchanged} unchanged, {len(report.refused)} refused")
        for refusal in report.refused:
            typer.echo(f"  line {refusal.line}: {refusal.reason}")
        failed = failed or bool(report.refused)
    raise typer.Exit(1 if failed else 0)


def load_in_transaction(engine, load_file, file: Path, settings: Settings):
    """One file, one transaction."""
    from knowledge.database import transaction

    with transaction(engine) as session:
        return load_file(session, file, settings)


@data.command("sync")
def data_sync(url: str = typer.Option(None, help="Address of the risk-area reply; default JUMIN_ZONES_URL.")) -> None:
    """Fetch the risk-area list and load it if it changed."""
    from bot.preparing import prepare_store
    from knowledge.places.sync import SyncError, sync

    settings = settings_or_exit()
    address = url or settings.zones_url
    if not address:
        raise stop("No address to fetch from: give --url or set JUMIN_ZONES_URL.")
    try:
        report = sync(prepare_store(settings), address, settings.city)
    except SyncError as error:
        raise stop(str(error)) from None
    typer.echo("The list has not changed." if report is None else
               f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged")


def make_asker(at: str | None = None):
    """An asker over the store and model of the settings, its clock stopped at ``at``."""
    from actions.world import world
    from bot.asking import Asker
    from bot.preparing import prepare_model, prepare_store

    if at:
        try:
            os.environ["JUMIN_NOW"] = parse_instant(at).isoformat()
        except ValueError as error:
            raise stop(str(error)) from None
    settings = settings_or_exit()
    prepare_store(settings)
    # The actions keep what they read first; a former asker of this process may stand at another instant.
    world.cache_clear()
    return Asker(prepare_model(settings), settings)


def quiet_logs() -> None:
    """JSON lines on standard error: warnings, and one line a turn. A mistyped setting is said by who reads it next."""
    from bot.monitoring.logs import configure_logs

    try:
        configure_logs(load_settings().log_path)
    except SettingsError:
        configure_logs()


def main() -> None:
    """Entry point."""
    app()


if __name__ == "__main__":
    main()
