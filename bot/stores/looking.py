"""Looking now and then whether the database is still whole and still the one that it was at the start, in a thread
beside the work. What is found is refused from then on."""
from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import exists, select, text
from sqlalchemy.engine import Connection, Engine

from knowledge import clock
from knowledge.places.tables import PlaceRow
from knowledge.store_file import Identity, StoreFile
from knowledge.store_watch import RESTORE, StoreWatch, watch_of

log = logging.getLogger(__name__)
EVERY_SECONDS = 2.0
# A look through a big file takes long: so much longer than it takes is the pause behind it.
PAUSE_FOR_A_LOOK = 30
# The cluster and the database in it: one that was put in its place has others.
WHICH = text(
    "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()) FROM "
    "pg_control_system()"
)
TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
ANY_PLACE = select(exists(select(PlaceRow.id)))


class Server:
    """Looks whether a PostgreSQL database is the one that it was first, with all its tables and with the places, which
    no city is without."""

    def __init__(self, engine: Engine, watch: StoreWatch) -> None:
        self.engine, self.watch = engine, watch
        self._which, self._tables, self._had_places = None, frozenset(), False

    def look(self) -> None:
        """Renew the watch's fault; what cannot be asked changes nothing."""
        with self.engine.connect() as connection:
            self.watch.fault = self._fault(connection)

    def _fault(self, connection: Connection) -> str:
        which, tables = connection.execute(WHICH).one(), frozenset(connection.execute(TABLES).scalars())
        self._which = self._which or which
        if which != self._which:
            return (
                "The database is another one than the process began with; put that back, or start again if this one "
                "is right."
            )
        if missing := self._tables - tables:
            return f"The database has lost tables ({', '.join(sorted(missing))}); {RESTORE}."
        self._tables = tables
        has_places = connection.execute(ANY_PLACE).scalar_one()
        if self._had_places and not has_places:
            return f"The database was emptied; {RESTORE}."
        self._had_places = has_places
        return ""


def look_again_and_again(engine: Engine, known: Identity | None) -> None:
    """Look until the process ends; a SQLite file has to be the ``known`` one."""
    watch = watch_of(engine)
    if isinstance(watch, StoreFile):
        watch.begin(known)
        look = watch.look
    elif engine.dialect.name == "postgresql":
        look = Server(engine, watch).look
    else:
        return
    threading.Thread(target=again_and_again, args=(look,), name="looking", daemon=True).start()


def again_and_again(look: Callable[[], None]) -> None:
    """Look, and rest for long behind a long look."""
    pause = EVERY_SECONDS
    while True:
        time.sleep(pause)
        started = clock.machine_seconds()
        try:
            look()
        except Exception as error:
            # The look is an extra: work that fails says so itself.
            log.warning("the database could not be looked at: %s", type(error).__name__)
        pause = max(EVERY_SECONDS, PAUSE_FOR_A_LOOK * (clock.machine_seconds() - started))
