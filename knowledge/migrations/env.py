"""Alembic's entry: runs on the engine that knowledge.database.migrate hands over."""
from alembic import context

config = context.config


def run() -> None:
    with config.attributes["engine"].connect() as connection:
        context.configure(connection=connection, version_table=config.attributes["version_table"])
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
