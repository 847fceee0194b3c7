"""With SQLite exactly one process serves: its locks and its batches are its own."""
from __future__ import annotations

import fcntl
from io import IOBase
from pathlib import Path

from sqlalchemy.engine import Engine


class AlreadyServed(RuntimeError):
    """Another process serves from this database; the message says what to do."""


def serve_alone(engine: Engine) -> IOBase | None:
    """Claim a SQLite database for this process until the file that is returned is closed or the process ends, however
    it ends. None for other databases. Raises AlreadyServed."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if not file or file == ":memory:":
        return None
    claim = Path(f"{file}.serving").open("w")  # noqa: SIM115, open is what claims it
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        claim.close()
        raise AlreadyServed(
            f"Another process serves from {file}; stop it, set JUMIN_VAR to another folder, or use PostgreSQL and "
            f"Redis."
        ) from None
    return claim
