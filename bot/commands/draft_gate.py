"""`jumin content draft gate` and `sign`: what a draft does to the answers that residents get, and who has looked at
it."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from bot.commands.desk import AS_JSON, BY, NUMBER, at_the_desk, say


def gate(number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON) -> None:
    """Hold a draft against what is current: which answers change and why. `submit` does so by itself where nobody has
    since the draft was changed."""
    with at_the_desk() as (desk, at):
        desk.hold_against(number, by, at)
        say(as_json, gate_json(desk, number, at), *gate_lines(desk, number, at))


def sign(
    number: int = NUMBER, by: str = BY, as_json: bool = AS_JSON,
    part: list[str] = typer.Option(None, "--part", help="The key of a part, as `draft gate` tells it; may be given "
                                                        "again. Without: all."),
) -> None:
    """You have looked at what a draft changes. Whoever approves it by command signs all of it."""
    with at_the_desk() as (desk, at):
        left = desk.sign(number, by, at, part or None)
    say(as_json, {"draft": number, "unsigned": left}, f"{len(left)} parts of draft {number} are not signed.", *left)


def gate_json(desk, number: int, at) -> dict[str, Any] | None:
    """The last run of a draft as it is, with who has signed what; None where there is none."""
    from knowledge.desk.reading import gate_of

    seen = gate_of(desk.engine, number, at)
    if seen.run is None:
        return None
    run = {key: value for key, value in vars(seen.run).items() if key not in ("findings", "started_at", "told_at")}
    return {
        **run, "started_at": seen.run.started_at.isoformat(),
        "findings": seen.run.findings and seen.run.findings.as_json(),
        "signed": [{"part": one.part, "by": one.by, "at": one.at.isoformat()} for one in seen.signed],
        "unsigned": [part.key for part in seen.unsigned],
    }


def gate_lines(desk, number: int, at) -> Iterator[str]:
    """The same for people."""
    from knowledge.desk.reading import gate_of

    seen = gate_of(desk.engine, number, at)
    if seen.run is None or seen.run.findings is None:
        yield f"The gate: {seen.run.state if seen.run else 'not run yet'}."
        return
    found = seen.run.findings
    yield f"The gate: {found.questions} questions at {len(found.instants)} instants; {found.unread} could not be read."
    yield from (f"BLOCKED {line}" for line in found.blocks)
    left = {part.key for part in seen.unsigned}
    yield from (
        f"{'to sign' if part.key in left else 'signed '}  {part.key}  ({part.changes} changes, asked {part.times}x)"
        for part in found.parts
    )
