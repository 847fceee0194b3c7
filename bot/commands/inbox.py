"""`jumin inbox`: what residents asked and got no answer to, in groups, for the content team."""
from __future__ import annotations

import json
from datetime import datetime

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.conversation_store import conversations
from knowledge import clock

inbox = typer.Typer(help="Questions that got no answer, those that are alike together.", no_args_is_help=True)
NUMBER = typer.Argument(..., min=1, max=2**31 - 1, help="A group's number, or that of any question in it.")
AS_JSON = typer.Option(False, "--json", help="Print one JSON object.")


@inbox.command("list")
def list_groups(as_json: bool = AS_JSON) -> None:
    """The open questions in groups, most asked first."""
    from bot.inbox.groups import grouped
    from bot.stores.inbox import newest_open

    items, in_all = newest_open(opened(as_json))
    groups = grouped(items)
    if as_json:
        say_json({"open": in_all, "left_out": in_all - len(items), "groups": [group.as_json() for group in groups]})
        return
    for group in groups:
        typer.echo(line(group))
    typer.echo(f"{len(items)} open questions in {len(groups)} groups." if groups else "No question is open.")
    if in_all > len(items):
        typer.echo(f"{in_all - len(items)} older ones are not among them; they follow when some of these are done.")


@inbox.command()
def show(number: int = NUMBER, as_json: bool = AS_JSON) -> None:
    """All questions of a group, oldest first."""
    group = group_of(opened(as_json), number)
    if as_json:
        questions = [
            {"id": item.id, "kind": item.kind, "topic": item.topic, "question": item.question, "words": item.words,
             "asked_at": item.asked_at.isoformat(), "about": item.about.isoformat()} for item in group.items
        ]
        say_json({**group.as_json(), "questions": questions})
        return
    typer.echo(line(group))
    for item in group.items:
        typer.echo(f"  {item.id}  {minute(item.asked_at)}  {item.kind}  {item.topic}  {one_line(item.question)}")
        if item.words:
            typer.echo(f"      {one_line(item.words)}")


@inbox.command()
def done(
    number: int = NUMBER,
    by: str = typer.Option(..., "--by", help="The account of who has dealt with it."),
    as_json: bool = AS_JSON,
) -> None:
    """A whole group is dealt with; the like that is asked later is open again."""
    from bot.stores.inbox import mark_done

    engine = opened(as_json)
    by = account_name(engine, by)
    group, now = group_of(engine, number), clock.machine_utc().astimezone(clock.SHANGHAI)
    marked = mark_done(engine, [item.id for item in group.items], by, now)
    if not marked:
        raise stop(f"Question {number} was done by somebody else just now.")
    if as_json:
        say_json({"number": group.number, "done": marked, "by": by, "at": now.isoformat()})
        return
    typer.echo(f"{marked} questions are done: {one_line(group.example)}")


def account_name(engine, by: str) -> str:
    """The name of an account that may deal with questions, or one sentence and exit 1."""
    from knowledge.accounts.accounts import acting
    from knowledge.accounts.model import APPROVER, EDITOR, SUPERVISOR, AccountRefused
    from knowledge.database import migrate, transaction

    migrate(engine)
    try:
        with transaction(engine) as session:
            return acting(session, by).having(EDITOR, APPROVER, SUPERVISOR).name
    except AccountRefused as error:
        raise stop(str(error)) from None


def opened(as_json: bool):
    """The store of the inbox, named in the first line unless JSON is printed."""
    return conversations(settings_or_exit(), named=not as_json)


def group_of(engine, number: int):
    """The open group with this question, or one sentence and exit 1."""
    from bot.inbox.groups import group_with
    from bot.stores.inbox import find_item, newest_open

    item = find_item(engine, number)
    if item is None:
        raise stop(f"There is no question {number} in the inbox; `jumin inbox list` gives the numbers.")
    if item.done_at:
        raise stop(f"Question {number} is done already: by {item.done_by}, {minute(item.done_at)}.")
    return group_with(newest_open(engine, number)[0], number)


def line(group) -> str:
    """A group for people."""
    first, last = group.asked_at[0], group.asked_at[-1]
    times = minute(first) if first == last else f"{minute(first)} to {minute(last)}"
    return f"{group.number}  {len(group.items)}x  {group.kind}  {group.topic}  {times}  {one_line(group.example)}"


def minute(at: datetime) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def one_line(text: str) -> str:
    """A question as one line; control characters would steer the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def say_json(thing: dict) -> None:
    typer.echo(json.dumps(thing, ensure_ascii=False))
