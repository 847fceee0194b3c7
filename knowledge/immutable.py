"""Tables whose rows never change: the database itself refuses what would change or delete one, whoever asks."""
from __future__ import annotations

from collections.abc import Iterator

REFUSAL = "rows of {table} are never changed or deleted"
FUNCTION = "jumin_refuse_change"
MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
USING ERRCODE = 'restrict_violation'; END $$
"""
DROP_FUNCTION = f"DROP FUNCTION IF EXISTS {FUNCTION}()"


def triggers(dialect: str, table: str, key: str) -> Iterator[str]:
    """The statements that make the rows of a table unchangeable. ``key``: its primary key, by which SQLite could
    replace a row without deleting it. PostgreSQL needs MAKE_FUNCTION first."""
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
        )
        yield (
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}"
    )
