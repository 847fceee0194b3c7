"""`jumin content export`, `import`, `history`, `rollback` and `audit`: releases out of the store and into it."""
from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.desk import AS_JSON, BY, WHY, at_the_desk, draft_json, minute, say, told_live


def export(
    folder: Path, as_json: bool = AS_JSON,
    draft: int = typer.Option(None, "--draft", help="The release as this draft would make it."),
) -> None:
    """The current release as files, in a folder that is new."""
    from knowledge.desk.origin import write_origin
    from knowledge.desk.reading import texts as texts_now
    from knowledge.releases.document_folder import write_folder

    with at_the_desk() as (desk, at):
        release, texts = texts_now(desk.engine, at, draft)
        write_folder(texts, folder)
    write_origin(folder, release)
    say(as_json, {"release": release, "documents": len(texts)}, f"{len(texts)} documents of release {release}.")


def import_folder(
    folder: Path, by: str = BY, as_json: bool = AS_JSON,
    note: str = typer.Option(..., "--note", help="What changes and why, in a sentence."),
    draft: int = typer.Option(None, "--draft", help="Into this draft; without it into a new one."),
    version: int = typer.Option(None, "--version", help="The draft's version that the folder was made from: it stands "
                                                        "for all of it then."),
) -> None:
    """A folder's documents as a draft; nothing is published by it."""
    from knowledge.desk.origin import read_origin
    from knowledge.releases.document_folder import read_folder

    refuse_other_city(folder)
    with at_the_desk() as (desk, at):
        made, base = desk.import_texts(read_folder(folder), read_origin(folder), by, note, at, draft, version)
    say(
        as_json, {**draft_json(made), "compared_with": base},
        f"Draft {made.number} changes {len(made.changes)} documents of release {base}.",
        *(f"  {mark(entry)} {entry.path}" for entry in made.changes)
    )


def refuse_other_city(folder: Path) -> None:
    """One sentence and exit 1 for a folder of another city than the one that is served."""
    from knowledge.releases.city import FILE, city_of

    named = city_of(settings_or_exit().city_folder).name
    if (folder / FILE).is_file() and (other := city_of(folder.resolve()).name) != named:
        raise stop(f"{folder} is of {other}, and what is served is {named}; nothing was imported.")


def mark(entry) -> str:
    """Whether a document comes, goes, or stays and changes."""
    return "-" if entry.sha is None else "+" if entry.base is None else " "


def history(as_json: bool = AS_JSON) -> None:
    """All publications, oldest first."""
    from knowledge.desk.reading import current
    from knowledge.desk.reading import history as publications
    from knowledge.serving.preparing import serving

    with at_the_desk() as (desk, at):
        found, now = publications(desk.engine), current(desk.engine, at)
        seen = serving(desk.engine)
    say(
        as_json,
        {"publications": [{
            "seq": one.seq, "release": one.release, "model": one.model, "effective_at": one.effective_at.isoformat(),
            "by": one.by, "kind": one.kind, "reason": one.reason, "draft": one.draft, "current": one == now,
        } for one in found], "processes": [{"process": one.label, "publication": one.publication} for one in seen]},
        *(f"{'*' if one == now else ' '} {one.seq}  {one.release}  {minute(one.effective_at)}  {one.kind}  {one.by}"
          f"{f'  draft {one.draft}' if one.draft else ''}  {one.reason}".rstrip() for one in found),
        *(f"{one.label} answers from publication {one.publication}." for one in seen),
    )


def rollback(
    release: str = typer.Argument(..., help="One that was current; `jumin content history` names them."),
    by: str = BY, why: str = WHY, as_json: bool = AS_JSON,
) -> None:
    """A new publication of an older release, at once."""
    with at_the_desk() as (desk, at):
        new = desk.roll_back(release, by, why or "", at)
        live, sentence = told_live(desk.engine, new.seq)
    say(
        as_json, {"seq": new.seq, "release": new.release, "model": new.model, "kind": new.kind, **live},
        f"Publication {new.seq} is release {new.release} again.", sentence
    )


def audit(
    heads: list[str] = typer.Option([], "--head", help="A head of the chain as the log told it; may be given again."),
    as_json: bool = AS_JSON,
) -> None:
    """Whether the chain of who did what is whole, and holds the heads that were logged; exit 1 where it is not."""
    from knowledge.audit.log import audited

    with at_the_desk() as (desk, _):
        head, fault = audited(desk.engine, tuple(heads))
    say(as_json, {"links": head.seq, "head": head.mark, "fault": fault}, f"{head.seq} links, head {head.mark}.")
    if fault:
        raise stop(fault)
