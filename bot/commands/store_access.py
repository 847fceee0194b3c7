"""The store that a command works on: named for people, and never made unasked beside the one that is served from."""
from __future__ import annotations

from pathlib import Path

import typer
from sqlalchemy import inspect
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.commands.cli_errors import stop
from knowledge.database import open_engine
from knowledge.settings import Settings

BACKENDS = ("sqlite", "postgresql")
IN_MEMORY = (None, "", ":memory:")


def existing_store(settings: Settings, create: bool | None = None) -> Engine:
    """The engine of the store of ``settings``; its tables are the caller's. Prints one sentence and exits with 1 when
    it cannot be reached, or when there is none yet and it is not asked for with ``create`` (None: the command makes
    none)."""
    name, file = store_name(settings), sqlite_file(settings)
    try:
        if file and not file.exists() and not create:
            raise stop(f"There is no {name}, so nothing was done. {way_out(create)}")
        engine = open_engine(settings.url)
        if not inspect(engine).get_table_names() and not create:
            raise stop(f"The {name} is empty: nothing ever served from it, so nothing was done. {way_out(create)}")
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise stop(f"The {name} cannot be used ({reason(error)}); nothing was done.") from None
    return engine


def way_out(create: bool | None) -> str:
    """What to do about a store that is not there."""
    asked = "" if create is None else " To make a new one add --create."
    return f"Set JUMIN_VAR or JUMIN_DATABASE_URL as the service has them.{asked}"


def store_name(settings: Settings) -> str:
    """For people, without user and password: ``SQLite file /srv/var/jumin.db``, ``PostgreSQL database jumin on
    db1``."""
    file, url = sqlite_file(settings), address(settings)
    if file or url.get_backend_name() == "sqlite":
        return f"SQLite file {file}" if file else "SQLite store in memory"
    return f"PostgreSQL database {url.database} on {url.host or url.query.get('host') or 'this machine'}"


def sqlite_file(settings: Settings) -> Path | None:
    """The whole path of the SQLite file; None where it is none."""
    url = address(settings)
    is_file = url.get_backend_name() == "sqlite" and url.database not in IN_MEMORY
    return Path(url.database).absolute() if is_file else None


def address(settings: Settings) -> URL:
    """Where the store is, in its parts; one sentence and exit 1 for what is no address."""
    try:
        url = make_url(settings.url)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in BACKENDS:
        raise stop("JUMIN_DATABASE_URL is no address of a database, such as postgresql://jumin@localhost/jumin.")
    return url


def reason(error: Exception) -> str:
    """What the database or the system said, in one line and without an address, which may hold a password."""
    said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return type(error).__name__ if "://" in said else said


def say_store(settings: Settings) -> None:
    """The first line of a command that changes what is stored."""
    typer.echo(f"Store: {store_name(settings)}")
