"""The migration makes the table that the code describes."""
from sqlalchemy import inspect

from knowledge.database import Base, migrate, open_engine
from knowledge.sites.tables import SiteRow


def shape(engine):
    found = inspect(engine)
    columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns("site")}
    indexes = {index["name"]: index["column_names"] for index in found.get_indexes("site")}
    return columns, found.get_pk_constraint("site")["constrained_columns"], indexes


def test_migrated_and_described_tables_are_the_same(tmp_path):
    migrated = open_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    described = open_engine(f"sqlite:///{tmp_path / 'described.db'}")
    migrate(migrated)
    Base.metadata.create_all(described, tables=[SiteRow.__table__])
    assert shape(migrated) == shape(described)


def test_it_stands_in_the_chain_of_migrations(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'chain.db'}")
    migrate(engine)
    migrate(engine)
    assert "site" in inspect(engine).get_table_names()
