"""The desk of the content team as commands open it: on the store of the service, with the folder that it began with."""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.store_access import existing_store
from knowledge import clock

BY = typer.Option(..., "--by", help="The account of who does it.")
WHY = typer.Option(None, "--why", help="The reason, in a sentence.")
AS_JSON = typer.Option(False, "--json", help="Print one JSON object.")
NUMBER = typer.Argument(..., help="The draft's number.")


@contextmanager
def at_the_desk() -> Iterator:
    """The desk and the machine instant of what is done. The store's first content is the folder that is served. One
    sentence and exit 1 for what is refused."""
    from bot.commands.asked_store import refuse_store_of_other_city
    from bot.model_rollout.store import served_model
    from knowledge.accounts.model import AccountRefused
    from knowledge.database import migrate
    from knowledge.desk import Desk
    from knowledge.desk.draft import StepRefused
    from knowledge.releases.document_folder import read_folder
    from knowledge.releases.documents import DocumentRefused
    from knowledge.serving.preparing import prepare

    settings = settings_or_exit()
    engine = existing_store(settings)
    migrate(engine)
    refuse_store_of_other_city(settings, engine)
    try:
        desk = Desk(engine, prepare=partial(prepare, engine), clock=clock.machine_utc, model=served_model)
        desk.seed(lambda: read_folder(settings.city_folder), clock.machine_utc())
        # Behind the beginning: what was written down just now is seen.
        yield desk, clock.machine_utc().astimezone(clock.SHANGHAI)
    except (AccountRefused, DocumentRefused, StepRefused) as error:
        raise stop(str(error)) from None


def told_live(engine, publication: int) -> tuple[dict[str, int], str]:
    """In how many of the serving processes a publication is live, as JSON has it and as a sentence; waits for them some
    seconds."""
    from knowledge.serving.preparing import live_in

    live, all_of_them = live_in(engine, publication)
    told = {"live_in": live, "processes": all_of_them}
    if not all_of_them:
        return told, "No process serves from this store now; the next one begins with it."
    late = "" if live == all_of_them else " The others answer nobody from anything older; see their logs."
    return told, f"Live in {live} of {all_of_them} processes.{late}"


def instant(text: str | None):
    """The instant of --at. One sentence and exit 1 where it is none."""
    try:
        return clock.parse_instant(text) if text else None
    except ValueError as error:
        raise stop(str(error)) from None


def say(as_json: bool, values: dict[str, Any], *lines: str) -> None:
    """What came of a command: one JSON object, or lines for people."""
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False))
    for line in () if as_json else lines:
        typer.echo(line)


def draft_json(draft) -> dict[str, Any]:
    """Where a draft stands."""
    return {
        "draft": draft.number, "state": draft.state, "version": draft.version, "hash": draft.hash,
        "documents": [entry.path for entry in draft.changes], "authors": sorted(draft.authors),
        "approved_by": draft.approved_by, "published_by": draft.published_by,
        "effective_at": draft.effective_at and draft.effective_at.isoformat(),
        "urgent": draft.urgent, "seen_by": draft.seen_by, "owes_a_look": draft.owes_a_look,
    }


def minute(at) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
