"""`jumin privacy`: what is kept of residents, deleted by age or for one person."""
from __future__ import annotations

from datetime import timedelta

import typer

from bot.commands.cli_errors import a_number, settings_or_exit, stop
from bot.commands.conversation_store import conversations
from knowledge import clock
from knowledge.settings import LONGEST_SPAN, Settings

# The channel whose persons are known by a signed token.
SIGNED = "web"
privacy = typer.Typer(help="Delete what is stored of residents.", no_args_is_help=True)


@privacy.command()
def retain(
    days: float = typer.Option(
        None, min=0.0, max=LONGEST_SPAN, callback=a_number, help="Keep this many days; default JUMIN_RETENTION_DAYS."
    )
) -> None:
    """Delete turns, events, snapshots and inbox questions that are older than they may be kept."""
    from bot.channels.registry import personal_tables
    from bot.retention.personal_data import retain as delete_older

    settings = settings_or_exit()
    kept = settings.retention_days if days is None else days
    engine = conversations(settings)
    report(engine, delete_older(engine, clock.machine_utc() - timedelta(days=kept), personal_tables()))


@privacy.command()
def erase(
    conversation: str = typer.Argument(None, help="The conversation as it is stored, such as web:1f0c..."),
    channel: str = typer.Option(None, help="In place of CONVERSATION: the channel, such as wechat ..."),
    id: str = typer.Option(None, help="... and who is meant there: an OpenID, or a session token of the chat page."),
) -> None:
    """Delete everything of one person, in all tables; prints how many rows."""
    from bot.channels.registry import personal_tables
    from bot.retention.personal_data import erase as delete_all

    if bool(conversation) == bool(channel and id):
        raise stop("Say whose data: either CONVERSATION, or --channel and --id.")
    settings = settings_or_exit()
    engine = conversations(settings)
    whose = conversation or conversation_of(channel, id, settings)
    counts = delete_all(engine, whose, personal_tables())
    report(engine, counts)
    if not any(counts.values()):
        raise stop(f"Nobody was found: nothing is stored of {whose}.")


@privacy.command()
def mark(conversation: str = typer.Argument(..., help="The conversation as it is stored, such as web:1f0c...")) -> None:
    """Print the mark that stands for a conversation in logs, to find what happened to it."""
    from bot.monitoring.turn_metrics import conversation_mark

    typer.echo(conversation_mark(secret_of(settings_or_exit()), conversation))


def conversation_of(channel: str, id: str, settings: Settings) -> str:
    """How a person's conversation is stored; the chat page holds only a signed token of it. A channel that is none
    would find nobody: one sentence and exit 1."""
    from bot.channels.registry import channel_names
    from bot.guard.web_sessions import WebSessions

    if channel not in channel_names():
        raise stop(f"There is no channel {channel!r}; there are {', '.join(channel_names())}.")
    if channel != SIGNED:
        return f"{channel}:{id}"
    return f"{channel}:{WebSessions(secret_of(settings)).name(id) or id}"


def report(engine, counts: dict[str, int]) -> None:
    """How many rows went, and whether the file still holds what stood in them."""
    from bot.retention.personal_data import forget_free_pages

    for table, count in counts.items():
        typer.echo(f"{table}: {count} deleted")
    if not forget_free_pages(engine):
        typer.echo(
            (
                "The rows are gone, but a reader kept SQLite from cutting off its log, where they can still be found; "
                "run this again."
            ),
            err=True
        )


def secret_of(settings: Settings) -> str:
    """The secret of the service; a new one would fit none of its sessions and marks. One sentence and exit 1
    without."""
    from bot.serve.bootstrap import known_secret

    if not (secret := known_secret(settings)):
        raise stop(f"There is no secret in {settings.var}; set JUMIN_VAR or JUMIN_SECRET as the service has them.")
    return secret
