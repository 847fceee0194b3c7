"""`jumin content draft`: the way of a draft, from import to publication."""
from __future__ import annotations

import typer

from bot.commands.cli_errors import stop
from bot.commands.desk import (
    AS_JSON,
    BY,
    NUMBER,
    WHY,
    at_the_desk,
    draft_json,
    instant,
    minute,
    say,
    told_live,
)
from bot.commands.draft_gate import gate, sign
from bot.commands.draft_show import show

draft = typer.Typer(help="Drafts, and what becomes of them.", no_args_is_help=True)
for command in (show, gate, sign):
    draft.command()(command)


@draft.command("list")
def list_drafts(as_json: bool = AS_JSON) -> None:
    """All drafts, newest first."""
    from knowledge.desk.reading import all_drafts

    with at_the_desk() as (desk, at):
        found = all_drafts(desk.engine, at)
    say(
        as_json,
        {"drafts": [
            {**draft_json(one.draft), "note": one.note, "by": one.made_by, "at": one.made_at.isoformat()}
            for one in found
        ]},
        *(f"{one.draft.number}  {one.draft.state}{'  LOOK AT IT' * one.draft.owes_a_look}  {minute(one.made_at)}  "
          f"{one.made_by}  {one.note}" for one in found),
        *(["There is no draft."] if not found else []),
    )


@draft.command()
def submit(number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON) -> None:
    """Ask for approval of a draft as it is now."""
    with at_the_desk() as (desk, at):
        told(desk.submit(number, by, at), as_json)


@draft.command()
def approve(
    number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON,
    seen: str = typer.Option(None, "--hash", help="The hash that `draft show` told: approve that and nothing else."),
) -> None:
    """Agree to a draft as it is; not by anybody who wrote in it."""
    with at_the_desk() as (desk, at):
        told(desk.approve(number, by, at, seen), as_json)


@draft.command()
def reject(number: int = NUMBER, by: str = BY, why: str = WHY, as_json: bool = AS_JSON) -> None:
    """Send a draft back."""
    with at_the_desk() as (desk, at):
        told(desk.reject(number, by, why or "", at), as_json)


@draft.command()
def publish(
    number: int = NUMBER, by: str = BY, why: str = WHY, as_json: bool = AS_JSON,
    at: str = typer.Option(None, "--at", help="From when on, ISO 8601; now without it."),
    urgent: bool = typer.Option(False, "--urgent", help="Without approval, for a reason; somebody looks afterwards."),
) -> None:
    """Bring a draft into force, now or at an instant to come."""
    effective_at = instant(at)
    if urgent and effective_at:
        raise stop("What is urgent is published now; leave --at away.")
    with at_the_desk() as (desk, now):
        if urgent:
            one = desk.publish_urgently(number, by, why or "", now)
        else:
            one = desk.publish(number, by, now, effective_at)
        told(one, as_json, desk.engine)


@draft.command()
def withdraw(number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON) -> None:
    """Not to be published; one that is scheduled never comes."""
    with at_the_desk() as (desk, at):
        told(desk.withdraw(number, by, at), as_json)


@draft.command()
def seen(number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON) -> None:
    """The second look at what was published in an emergency."""
    with at_the_desk() as (desk, at):
        told(desk.look_after(number, by, at), as_json)


def told(one, as_json: bool, engine=None) -> None:
    """How a draft stands after a step; with the store (``engine``) also how what was published is served."""
    values, lines = draft_json(one), []
    if engine is not None and one.state == "published":
        live, sentence = told_live(engine, number_of_last(engine))
        values, lines = {**values, **live}, [sentence]
    when = f" for {one.effective_at.isoformat()}" if one.state == "scheduled" else ""
    look = f" Somebody else has to look at it: `jumin content draft seen {one.number}`." if one.owes_a_look else ""
    say(
        as_json, values, f"Draft {one.number} is {one.state}{when} ({len(one.changes)} documents).{look}",
        *lines,
    )


def number_of_last(engine) -> int:
    """The number of the publication that is current now."""
    from knowledge import clock
    from knowledge.desk.reading import current

    return current(engine, clock.machine_utc()).seq
