"""`jumin content silence`, `unsilence` and `silences`: the off switch."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.desk import AS_JSON, BY, WHY, at_the_desk, instant, minute, say


def silence(
    target: str = typer.Argument(..., help="topic:KEY, channel:NAME or all."),
    sentence: str = typer.Option(..., "--say", help="What is said in place of every answer; say whom to ask."),
    by: str = BY, why: str = WHY, as_json: bool = AS_JSON,
    until: str = typer.Option(None, "--until", help="Until when, ISO 8601; until it is ended without it."),
) -> None:
    """A fixed sentence in place of answers, at once. Dangers are told all the same, unless it is of their own topic."""
    from bot.channels.registry import channel_names
    from knowledge.desk.sentences import sentence as one_line
    from knowledge.releases import load_release
    from knowledge.silences.model import read_target
    from knowledge.silences.store import silence as begin

    ends = instant(until)
    with switching() as (desk, at):
        scope = read_target(target, load_release(settings_or_exit().city_folder).answers, channel_names())
        new = begin(desk.engine, scope, one_line(sentence, "say"), by, one_line(why or "", "why"), ends, at)
    say(as_json, told(new), f"Silence {new.id} holds: {new.target}. `jumin content unsilence {new.id}` ends it.")


def unsilence(
    number: int = typer.Argument(..., help="The silence's number."), by: str = BY, as_json: bool = AS_JSON
) -> None:
    """End a silence before its time."""
    from knowledge.silences.store import unsilence as end

    with switching() as (desk, at):
        ended = end(desk.engine, number, by, at)
    say(as_json, {**told(ended), "ended_at": at.isoformat()}, f"Silence {number} is over: {ended.target}.")


def silences(as_json: bool = AS_JSON) -> None:
    """The silences that hold now."""
    from knowledge.silences.standing import standing

    with switching() as (desk, at), desk.engine.connect() as connection:
        found = standing(connection, at)
    say(
        as_json, {"silences": [told(one) for one in found]},
        *(f"{one.id}  {one.target}  {f'until {minute(one.until)}' if one.until else 'until it is ended'}  {one.by}  "
          f"{one.reason}  {one.sentence}" for one in found),
        *([] if found else ["Nothing is silenced."]),
    )


@contextmanager
def switching() -> Iterator:
    """The desk and the machine instant; one sentence and exit 1 for what is refused."""
    from knowledge.silences.model import SilenceRefused

    with at_the_desk() as (desk, at):
        try:
            yield desk, at
        except SilenceRefused as error:
            raise stop(str(error)) from None


def told(one) -> dict[str, Any]:
    """A silence for programs."""
    return {
        "silence": one.id, "target": one.target, "say": one.sentence, "by": one.by, "why": one.reason,
        "from": one.at.isoformat(), "until": one.until and one.until.isoformat(),
    }
