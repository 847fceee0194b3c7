"""`jumin data`: sites, zones, places and risk-area lists, from files or from where they are served."""
from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.cli_errors import a_number, settings_or_exit, stop
from bot.commands.store_access import existing_store, reason, say_store
from knowledge.settings import Settings

data = typer.Typer(help="Load sites, zones and risk-area lists.", no_args_is_help=True)
CREATE = typer.Option(
    False, "--create", help="Make the store if there is none yet; the sample city is put into it first."
)
NONE_LISTED = typer.Option(
    False, "--none-listed", help="A list of other cities only is meant so: nothing is listed in the city any more."
)
COLUMNS = typer.Option(
    [], "--columns", metavar="WRITTEN=MEANT",
    help="What a column of a published list of sites means: --columns 开门时间=hours_published. May be given again."
)
FULL = typer.Option(False, "--full", help="The published list has all sites of its source: those it lacks close.")
# More of a file's refused lines are only counted.
MOST_LINES, MOST_SHOWN = 50, 250


@data.command()
def load(
    files: list[Path], create: bool = CREATE, none_listed: bool = NONE_LISTED, columns: list[str] = COLUMNS,
    full: bool = FULL,
) -> None:
    """Load sites.csv, zones.csv, places.csv, their .xlsx twins, a published list of sites or a risk-area reply; all or
    nothing per file."""
    settings, meant = settings_or_exit(), meanings(columns)
    engine = opened(settings, create)
    loaded = [load_and_tell(engine, file, settings, none_listed, meant, full) for file in files]
    raise typer.Exit(0 if all(loaded) else 1)


def meanings(columns: list[str]) -> dict[str, str]:
    """What columns mean, as they were told on the command line."""
    from knowledge.sites.published import OWN

    pairs = [pair.partition("=") for column in columns for pair in column.split(",")]
    for written, _, meant in pairs:
        if not written or meant not in OWN:
            raise stop(f"--columns {written}={meant}: write COLUMN=NAME, where NAME is one of {', '.join(OWN)}.")
    return {written: meant for written, _, meant in pairs}


def load_and_tell(
    engine, file: Path, settings: Settings, none_listed: bool, columns: dict[str, str], full: bool
) -> bool:
    """One file in one transaction; whether all of it is in the store. What is wrong with it is said."""
    from sqlalchemy.exc import SQLAlchemyError

    from knowledge.database import transaction
    from knowledge.loading.load import load_file
    from knowledge.tables.file import spoken
    from knowledge.tables.report import LoadError

    name = spoken(file.name)
    try:
        with transaction(engine) as session:
            report = load_file(session, file, settings, none_listed, columns, full)
    except LoadError as error:
        typer.echo(str(error), err=True)
        return False
    except SQLAlchemyError as error:
        typer.echo(f"{name} cannot be stored ({reason(error)}); nothing of it was.", err=True)
        return False
    typer.echo(f"{name} ({report.kind}): {counts(report)}, {len(report.refused)} refused")
    tell_lines(report)
    return not report.refused


def counts(report) -> str:
    """What became of the rows; what happens seldom is told where it happened."""
    told = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged"
    told += f", {report.closed} closed" if report.closed else ""
    return told + (f", {report.retired} of the sample retired" if report.retired else "")


def shortened(sentence: str) -> str:
    """Without most of a cell that is quoted and does not end."""
    return sentence if len(sentence) <= 2 * MOST_SHOWN else f"{sentence[:MOST_SHOWN]} … {sentence[-MOST_SHOWN:]}"


def tell_lines(report) -> None:
    """The refused lines, and what else an operator should know."""
    for refusal in report.refused[:MOST_LINES]:
        typer.echo(f"  line {refusal.line}: {shortened(refusal.reason)}")
    if len(report.refused) > MOST_LINES:
        typer.echo(f"  and {len(report.refused) - MOST_LINES} lines more")
    for note in report.notes:
        typer.echo(f"  {note}")


@data.command()
def sync(
    url: str = typer.Option(None, help="Address of the risk-area reply; default JUMIN_ZONES_URL."),
    within: float = typer.Option(
        120.0, min=0.1, max=3600.0, callback=a_number, help="Give up after so many seconds, tries and all."
    ),
    create: bool = CREATE,
    none_listed: bool = NONE_LISTED,
) -> None:
    """Fetch the risk-area list and load it if it changed."""
    from sqlalchemy.exc import SQLAlchemyError

    from knowledge.fetching import Patience
    from knowledge.loading.sync import SyncError
    from knowledge.loading.sync import sync as fetch_and_load

    settings = settings_or_exit()
    address = url or settings.zones_url
    if not address:
        raise stop("No address to fetch from: give --url or set JUMIN_ZONES_URL.")
    engine = opened(settings, create)
    try:
        report = fetch_and_load(engine, address, settings.city, Patience(seconds=within), none_listed)
    except SyncError as error:
        raise stop(str(error)) from None
    except SQLAlchemyError as error:
        raise stop(f"The list cannot be stored ({reason(error)}); nothing of it was.") from None
    typer.echo(counts(report) if report else "The list has not changed.")
    if report:
        tell_lines(report)


def opened(settings: Settings, create: bool):
    """The store of the settings with its newest tables; said in the first line."""
    from bot.serve.bootstrap import prepare_store
    from knowledge.store_city import OtherCity

    existing_store(settings, create).dispose()
    say_store(settings)
    try:
        return prepare_store(settings)
    except OtherCity as error:
        raise stop(str(error)) from None
