"""`jumin content check` and `hangs`: what is off in a city's folder, and what a clause carries."""
from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import typer

from bot.commands.cli_errors import stop
from knowledge.clock import parse_instant

content = typer.Typer(help="A city's notices, rules and words.", no_args_is_help=True)
AS_JSON = typer.Option(False, "--json", help="Print one JSON object.")
FOLDER = typer.Argument(None, help="The city's folder; the one that is served without it.")


@content.command()
def check(
    folder: Path = FOLDER,
    at: str = typer.Option(None, help="Also what is unanswered, idle or ended at this instant, ISO 8601."),
    as_json: bool = AS_JSON,
) -> None:
    """Every fault of a city's folder, each with where it stands; exit 1 when there is one."""
    from knowledge.releases import load_release
    from knowledge.releases.faults import places_of, rule_tables, unreadable
    from knowledge.releases.review import faults, notes

    instant, root = instant_of(at), root_of(folder)
    found = unreadable(root)
    told: list[str] = []
    if not found:
        release = load_release(root)
        found = faults(release, rule_tables(root), places_of(root))
        told = notes(release, instant) if instant else []
    if as_json:
        typer.echo(json.dumps({"faults": found, "notes": told}, ensure_ascii=False))
    else:
        for line in (*found, *told):
            typer.echo(line)
        typer.echo(f"{len(found)} faults" + (f", {len(told)} notes at {instant.isoformat()}." if instant else "."))
    if found:
        raise typer.Exit(1)


@content.command()
def hangs(
    clause: str = typer.Argument(..., help="NOTICE or NOTICE#CLAUSE."), folder: Path = FOLDER, as_json: bool = AS_JSON
) -> None:
    """What hangs on a notice or a clause: answer parts, rows, rules, words, buttons, and notices that change it."""
    from knowledge.notices import ContentError
    from knowledge.releases import load_release
    from knowledge.releases.hanging import KINDS, UnknownClause, hanging_on, read_reference

    try:
        release = load_release(root_of(folder))
        found = hanging_on(release, read_reference(release, clause))
    except (ContentError, UnknownClause) as error:
        raise stop(str(error)) from None
    if as_json:
        by_kind = {kind: [{"where": o.where, "says": o.says} for o in found if o.kind == kind] for kind in KINDS}
        typer.echo(json.dumps({"clause": clause, **by_kind}, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.kind}  {one.where}  {one.says}")
    if not found:
        typer.echo(f"Nothing hangs on {clause}.")


def root_of(folder: Path | None) -> Path:
    """The folder to look at. One sentence and exit 1 where there is none."""
    from knowledge.city.folder import city_folder

    root = folder or city_folder()
    if not (root / "city.yml").is_file():
        raise stop(f"{root} is no city's folder: it has no city.yml.")
    return root


def instant_of(at: str | None) -> datetime | None:
    """The instant of --at. One sentence and exit 1 where it is none."""
    try:
        return parse_instant(at) if at else None
    except ValueError as error:
        raise stop(str(error)) from None
