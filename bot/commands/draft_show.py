"""`jumin content draft show`: what a draft changes, for people and as JSON."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.desk import AS_JSON, NUMBER, at_the_desk, draft_json, instant, say
from bot.commands.draft_gate import gate_json, gate_lines


def show(
    number: int = NUMBER, as_json: bool = AS_JSON,
    at: list[str] = typer.Option([], "--at", help="A civil instant to look at, ISO 8601; may be given again. Without: "
                                                  "now, and whenever what differs begins or ends."),
    questions: list[Path] = typer.Option([], "--questions", help="Further cases (q and topic) beside the city's own."),
) -> None:
    """What a draft changes: keys, rows, verdicts cell by cell, answers before and after, and what is lost."""
    from knowledge.desk.reading import about
    from knowledge.desk.showing import questions_in, shown

    instants, now = [instant(text) for text in at], settings_or_exit().instant()
    try:
        more = questions_in(questions)
    except UnicodeDecodeError:
        raise stop("A file of --questions is not UTF-8 text.") from None
    with at_the_desk() as (desk, machine):
        note, texts = about(desk.engine, number, machine)
        gate, signed = gate_json(desk, number, machine), list(gate_lines(desk, number, machine))
    found = shown(note.draft, note.note, texts, now, instants, more)
    say(as_json, {**shown_json(found), "gate": gate}, *lines(found), *signed)


def shown_json(found) -> dict[str, Any]:
    """Everything that differs."""
    one = found.comparison
    return {
        **draft_json(found.draft), "note": found.note,
        "changes": {path: [vars(change) for change in changes] for path, changes in found.documents.items()},
        "moved": {path: [{**vars(key), "clash": key.clash} for key in keys] for path, keys in found.moved.items()},
        "faults": [*found.soundness.unreadable, *found.soundness.faults],
        "instants": [at.isoformat() for at in one.instants] if one else [],
        "rows": {"gone": [row_json(row) for row in one.rows_gone], "new": [row_json(row) for row in one.rows_new]}
        if one else None,
        "verdicts": [{**vars(flip), "at": flip.at.isoformat()} for flip in one.flips] if one else [],
        "answers": [{
            "causes": causes,
            "answers": [{
                "topic": change.topic, "at": change.at.isoformat(), "before": change.before, "after": change.after,
                "questions": change.questions,
            } for change in changes],
        } for causes, changes in by_cause(one)],
        "topics_lost": [{"topic": loss.topic, "at": loss.at.isoformat()} for loss in one.topics_lost] if one else [],
        "clauses_lost": [{"what": loss.what, "at": loss.at.isoformat()} for loss in one.clauses_lost] if one else [],
    }


def row_json(row) -> dict[str, Any]:
    """A row of the rulebook; ``venues`` None: all others."""
    return {
        "where": row.where, "venues": row.venues, "zones": row.scope.zones, "places": row.scope.places,
        "area": row.scope.area, "days": row.scope.days, "verdict": row.verdict, "conditions": row.conditions,
        "capacity": row.capacity, "proof": row.proof, "notice": row.notice, "clause": row.clause,
    }


def lines(found) -> Iterator[str]:
    """The same for people."""
    draft, one = found.draft, found.comparison
    yield f"Draft {draft.number} is {draft.state}: {found.note} (by {', '.join(sorted(draft.authors))})"
    yield f"hash {draft.hash}, version {draft.version}"
    for path, changes in found.documents.items():
        yield f"{path}"
        yield from (f"  {change.key}: {cut(change.before)} -> {cut(change.after)}" for change in changes)
    for path, keys in found.moved.items():
        yield f"{path} was published otherwise since the draft was begun:"
        yield from (
            f"  {'CLASH ' * key.clash}{key.key}: it was {cut(key.base)}, is {cut(key.theirs)}, the draft says "
            f"{cut(key.ours)}" for key in keys
        )
    yield from (f"FAULT {line}" for line in (*found.soundness.unreadable, *found.soundness.faults))
    if one:
        yield from compared(one)


def compared(one) -> Iterator[str]:
    """Two releases beside each other."""
    yield f"Looked at {', '.join(at.isoformat() for at in one.instants)}:"
    for mark, rows in (("-", one.rows_gone), ("+", one.rows_new)):
        yield from (f"{mark} row {row_line(row)}" for row in rows)
    yield from (
        f"verdict {flip.venue} in {flip.zone} at {flip.at.isoformat()}: {cut(flip.before)} -> {cut(flip.after)}"
        for flip in one.flips
    )
    for causes, changes in by_cause(one):
        yield f"because of {', '.join(causes)}:"
        for change in changes:
            yield f"  {change.topic} at {change.at.isoformat()}: {cut(change.before)} -> {cut(change.after)}"
            yield from (f"    {question}" for question in change.questions)
    yield from (f"LOST at {loss.at.isoformat()}: {loss.what}" for loss in (*one.topics_lost, *one.clauses_lost))
    if not (one.rows_gone or one.rows_new or one.flips or one.answers or one.topics_lost or one.clauses_lost):
        yield "No row, verdict or answer differs at these instants."


def by_cause(one) -> Iterator[tuple[tuple[str, ...], list]]:
    """The changes of answers by what they come of."""
    for causes, changes in groupby(one.answers if one else (), key=lambda change: change.causes):
        yield causes, list(changes)


def row_line(row) -> str:
    venues, zones = " ".join(row.venues or ("others",)), " ".join(row.scope.zones or ("any zone",))
    conditions = f" if {'; '.join(row.conditions)}" if row.conditions else ""
    return f"{row.where} {venues} in {zones}: {row.verdict}{conditions} ({row.notice}#{row.clause})"


def cut(text: str | None) -> str:
    """What fits into a line; the whole stands in the JSON."""
    if text is None:
        return "nothing"
    line = " ".join(text.split())
    return f"“{line[:100]}…”" if len(line) > 100 else f"“{line}”"
