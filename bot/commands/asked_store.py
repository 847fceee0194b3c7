"""The store that `jumin ask` reads: nothing is written to the one of the settings, and none is made there."""
from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

import typer
from sqlalchemy.engine import Engine

from bot.commands.cli_errors import stop
from bot.commands.store_access import existing_store, sqlite_file, store_name
from bot.serve.bootstrap import prepare_store
from bot.serve.demonstration import at_its_morning
from knowledge.database import is_migrated, transaction
from knowledge.releases.city import city_of
from knowledge.settings import Settings
from knowledge.store_city import OtherCity, refuse_other_city


def store_to_ask(settings: Settings) -> tuple[Settings, Engine]:
    """The settings to ask with and their store. Where there is no SQLite file yet the sample city is asked, in a file
    that goes with this process. One sentence and exit 1 where the store cannot be read."""
    file = sqlite_file(settings)
    if file and not file.exists():
        settings, engine = sample_city(settings)
    else:
        engine = existing_store(settings)
        if not is_migrated(engine):
            raise stop(
                f"The {store_name(settings)} was made by another version of jumin; `jumin serve` brings it up to date."
            )
    refuse_store_of_other_city(settings, engine)
    stopped = at_its_morning(settings, engine)
    if stopped is not settings:
        typer.echo(
            (
                f"Demonstration data: the clock is stopped at {stopped.now}; --at TIME or JUMIN_NOW=real asks at "
                f"another time."
            ),
            err=True
        )
    return stopped, engine


def refuse_store_of_other_city(settings: Settings, engine: Engine) -> None:
    """One sentence and exit 1 where the store is of a city that the settings do not name."""
    try:
        with transaction(engine) as session:
            refuse_other_city(session, city_of(settings.city_folder).name)
    except OtherCity as error:
        raise stop(str(error)) from None


def sample_city(settings: Settings) -> tuple[Settings, Engine]:
    """The sample city in a folder of its own until this process ends; the actions find it by the environment."""
    typer.echo(f"There is no {store_name(settings)} yet; the sample city is asked.", err=True)
    folder = tempfile.TemporaryDirectory(prefix="jumin-")
    atexit.register(folder.cleanup)
    os.environ["JUMIN_DATABASE_URL"] = f"sqlite:///{Path(folder.name) / 'jumin.db'}"
    settings = settings.copy(update={"database_url": os.environ["JUMIN_DATABASE_URL"]})
    return settings, prepare_store(settings)
