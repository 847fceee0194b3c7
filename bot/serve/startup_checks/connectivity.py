"""What a process writes to is there: the folder, the database, Redis."""
from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.serve.startup_checks.errors import StartError
from knowledge.database import open_engine
from knowledge.store_damage import is_damage
from knowledge.store_watch import RESTORE, StoreGone

REDIS_ANSWERS_WITHIN_SECONDS = 3


def check_folder(var: Path) -> None:
    """JUMIN_VAR can be written to."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        raise StartError(f"JUMIN_VAR: the folder {var} cannot be written to: {error.strerror}.") from None


def check_database(url: str) -> None:
    """The database answers. No sentence shows the password."""
    try:
        shown = make_url(url)
        engine = open_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError):
        raise StartError(
            "JUMIN_DATABASE_URL is no address of a database; write postgresql://user:password@host/name or "
            "sqlite:///file."
        ) from None
    except OSError as error:
        raise StartError(f"JUMIN_DATABASE_URL: {shown!r} cannot be opened: {error.strerror}.") from None
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise StartError(f"JUMIN_DATABASE_URL: {shown!r} does not answer: {reason(error)}.") from None
    finally:
        engine.dispose()


def reason(error: SQLAlchemyError) -> str:
    """What the driver says, in one line."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return said[0].rstrip(".") if said else type(error).__name__


def told(error: SQLAlchemyError) -> str:
    """What a command says that the database ended."""
    if is_damage(getattr(error, "orig", None)):
        return f"The database is damaged ({reason(error)}); {RESTORE}."
    return str(error) if isinstance(error, StoreGone) else f"The database refused: {reason(error)}."


def check_redis(url: str) -> None:
    """Redis answers, if one is set."""
    if not url:
        return
    import redis

    wait = REDIS_ANSWERS_WITHIN_SECONDS
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=wait, socket_timeout=wait)
    except ValueError:
        raise StartError("JUMIN_REDIS_URL is no address of a Redis; write redis://host:6379/0.") from None
    try:
        client.ping()
    except redis.RedisError as error:
        place = "{host}:{port}".format(**{"host": "", "port": 6379, **client.connection_pool.connection_kwargs})
        raise StartError(f"JUMIN_REDIS_URL: the Redis at {place} does not answer: {type(error).__name__}.") from None
    finally:
        client.close()
