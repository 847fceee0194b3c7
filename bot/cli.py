"""The command line tool: it registers the commands of bot/commands and those of plugins."""
from __future__ import annotations

import bot.processes.interrupt

# isort: split
import logging
import sys

import typer

import bot.processes.light  # noqa: F401
from bot.commands.ask import ask
from bot.commands.content import content
from bot.commands.data import data
from bot.commands.draft import draft
from bot.commands.failures import Sentences
from bot.commands.hotline import hotline
from bot.commands.inbox import inbox
from bot.commands.model import app as models
from bot.commands.new_city import new_city
from bot.commands.privacy import privacy
from bot.commands.releases import audit, export, history, import_folder, rollback
from bot.commands.said import said
from bot.commands.serve import serve
from bot.commands.silences import silence, silences, unsilence
from bot.commands.train import train
from bot.commands.user import user
from bot.commands.web import web
from bot.commands.wechat import wechat
from bot.serve.startup_checks.rights import keep_to_oneself

app = typer.Typer(
    cls=Sentences, help="居民问答: answers residents' questions, each with the notice it comes from.", no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (serve, train, ask):
    app.command()(command)
content.command("new")(new_city)
content.command("import")(import_folder)
for command in (export, history, rollback, audit, said, silence, unsilence, silences):
    content.command()(command)
content.add_typer(draft, name="draft")
app.add_typer(content, name="content")
app.add_typer(data, name="data")
app.add_typer(hotline, name="hotline")
app.add_typer(inbox, name="inbox")
app.add_typer(models, name="model")
app.add_typer(privacy, name="privacy")
app.add_typer(user, name="user")
app.add_typer(web, name="web")
app.add_typer(wechat, name="wechat")


def main() -> None:
    """Entry point. What the database says is told in one sentence by every command."""
    from sqlalchemy.exc import DBAPIError

    from knowledge.store_watch import StoreGone

    keep_to_oneself()
    # What libraries say of each other while they are imported is not for the operator.
    logging.captureWarnings(True)
    try:
        app()
    except (DBAPIError, StoreGone) as error:
        from bot.serve.startup_checks.connectivity import told

        sys.exit(told(error))


if __name__ == "__main__":
    main()
