"""The SQLite file as it lies there before anything is served from it."""
from __future__ import annotations

from pathlib import Path

from bot.serve.startup_checks.errors import StartError
from knowledge.database import sqlite_file
from knowledge.store_damage import damage_of
from knowledge.store_watch import RESTORE


def check_file(url: str) -> None:
    """Raises StartError. A file that is not there yet is made later, but not where its log was left behind: then it was
    taken away, and a new one would make the log worthless."""
    name = sqlite_file(url)
    file = Path(name)
    if not name or file.is_dir():
        return
    if not file.exists():
        refuse_lonely_log(file)
    elif file.stat().st_size == 0:
        raise StartError(f"{file} is empty; {RESTORE}, or remove it to begin anew.")
    elif found := damage_of(str(file)):
        raise StartError(f"{file} is damaged ({found}); {RESTORE}.")


def refuse_lonely_log(file: Path) -> None:
    """What was acknowledged last stands in the log only."""
    log = Path(f"{file}-wal")
    if log.exists() and log.stat().st_size:
        raise StartError(
            f"{file} is missing, but its log {log.name} is there; put the file back, or {RESTORE}, or remove both to "
            f"begin anew."
        )
