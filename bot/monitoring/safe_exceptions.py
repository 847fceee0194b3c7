"""An exception for the log: its type and the way it took, and words only where they can't quote a resident. Pure."""
from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

ROOT = Path(__file__).resolve().parents[2]
# The ways through Rasa are long; where it started and what it passed last tell enough.
LONGEST_WAY = 12
LONGEST_CHAIN = 4


def tell(error: BaseException) -> list[dict[str, Any]]:
    """The exception and those it came from, the outermost first."""
    chain: list[dict[str, Any]] = []
    following: BaseException | None = error
    while following is not None and len(chain) < LONGEST_CHAIN:
        chain.append({"type": name_of(following), **words_of(following), "way": way_of(following)})
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return chain


def name_of(error: BaseException) -> str:
    module = type(error).__module__
    return type(error).__qualname__ if module == "builtins" else f"{module}.{type(error).__qualname__}"


def words_of(error: BaseException) -> dict[str, str]:
    """Why, where it is safe to say: the operating system's reason, or the database's without the values it met."""
    if isinstance(error, DBAPIError):
        return {"why": database_reason(error.orig)}
    return {"why": error.strerror} if isinstance(error, OSError) and error.strerror else {}


def database_reason(error: BaseException | None) -> str:
    """SQLite names tables and columns only. PostgreSQL quotes values, so its code is told, and words only when the
    connection itself failed."""
    if type(error).__module__ == "sqlite3":
        return str(error)
    code = getattr(error, "pgcode", None)
    return (
        code or (str(error).partition("\n")[0] if type(error).__name__ == "OperationalError" else type(error).__name__)
    )


def way_of(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    way = [f"{short_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return way if len(way) <= LONGEST_WAY else [way[0], "...", *way[2 - LONGEST_WAY:]]


def short_path(path: str) -> str:
    """A file as it is imported: from the package on."""
    if "site-packages/" in path:
        return path.rpartition("site-packages/")[2]
    file = Path(path)
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else "/".join(file.parts[-2:])
