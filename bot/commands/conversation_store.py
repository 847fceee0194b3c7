"""The store of conversations as commands open it: named in the first line, and there only if something served from
it."""
from __future__ import annotations

from sqlalchemy import inspect
from sqlalchemy.engine import Engine

from bot.commands.cli_errors import stop
from bot.commands.store_access import existing_store, say_store, store_name, way_out
from knowledge.settings import Settings


def conversations(settings: Settings, named: bool = True) -> Engine:
    """The engine of the conversations' store with its newest tables; ``named``: said in the first line. One sentence
    and exit 1 where there is none."""
    from bot.stores.tables import TurnRow
    from bot.stores.turn_store import MIGRATIONS
    from knowledge.database import migrate

    engine = existing_store(settings)
    if not inspect(engine).has_table(TurnRow.__tablename__):
        raise stop(f"Nothing ever served from the {store_name(settings)}, so nothing was done. {way_out(None)}")
    migrate(engine, MIGRATIONS, "bot_version")
    if named:
        say_store(settings)
    return engine
