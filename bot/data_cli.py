"""`jumin data`: sites, zones, places and risk-area lists, from files or from where they are served."""
from __future__ import annotations

from pathlib import Path

import typer

from bot.exits import settings_or_exit, stop
from bot.store_access import existing_store, say_store
from knowledge.settings import Settings

data = typer.Typer(help="Load sites, zones and risk-area lists.", no_args_is_help=True)
CREATE = typer.Option(False, "--create", help="Make the store if there is none yet; the sample city is put into it first.")


@data.command()
def load(files: list[Path], create: bool = CREATE) -> None:
    """Load sites.csv, zones.csv, places.csv, their .xlsx twins or a risk-area reply; all or nothing per file."""
    from knowledge.loading.kinds import detect
    from knowledge.loading.load import load_file
    from knowledge.loading.report import LoadError

    settings = settings_or_exit()
    engine = opened(settings, create)
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


@data.command()
def sync(
    url: str = typer.Option(None, help="Address of the risk-area reply; default JUMIN_ZONES_URL."),
    create: bool = CREATE,
) -> None:
    """Fetch the risk-area list and load it if it changed."""
    from knowledge.places.sync import SyncError
    from knowledge.places.sync import sync as fetch_and_load

    settings = settings_or_exit()
    address = url or settings.zones_url
    if not address:
        raise stop("No address to fetch from: give --url or set JUMIN_ZONES_URL.")
    try:
        report = fetch_and_load(opened(settings, create), address, settings.city)
    except SyncError as error:
        raise stop(str(error)) from None
    typer.echo("The list has not changed." if report is None else
               f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged")


def opened(settings: Settings, create: bool):
    """The store of the settings with its newest tables; said in the first line."""
    from bot.preparing import prepare_store

    existing_store(settings, create).dispose()
    say_store(settings)
    return prepare_store(settings)


def load_in_transaction(engine, load_file, file: Path, settings: Settings):
    """One file, one transaction."""
    from knowledge.database import transaction

    with transaction(engine) as session:
        return load_file(session, file, settings)
