"""What stands between a process and a database that is no longer the one it began with."""
from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

RESTORE = "restore the backup as docs/tasks/operate.md says"


class StoreGone(SQLAlchemyError):
    """The database is not the one that this process began with, or is damaged: nothing may be acknowledged. The message
    is a sentence for the operator."""


class StoreWatch:
    """``fault`` is a sentence while nothing may be acknowledged, and empty otherwise."""

    def __init__(self) -> None:
        self.fault = ""

    def check(self, info: dict | None = None) -> None:
        """Raise StoreGone while there is a fault. ``info`` belongs to the connection that is used."""
        if self.fault:
            raise StoreGone(self.fault)


WATCHES: WeakKeyDictionary[Engine, StoreWatch] = WeakKeyDictionary()


def watch_of(engine: Engine) -> StoreWatch:
    """What watches the database of an engine."""
    return WATCHES[engine]
