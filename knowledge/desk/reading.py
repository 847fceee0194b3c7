"""What can be seen of the desk without touching anything. ``at`` is machine time."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.desk import drafts, gate_runs, publications
from knowledge.desk.drafts import DraftNote
from knowledge.desk.gate_runs import Run, Signature
from knowledge.desk.showing import Texts
from knowledge.desk.tables import ReviewRow, RevisionRow
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.desk.timeline import Publication
from knowledge.releases.comparison.keys import Change, changes_of
from knowledge.releases.gate.findings import Part


@dataclass(frozen=True)
class Step:
    """Somebody decided something of a draft, or wrote in it (``decision`` edited), for a reason."""

    decision: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Gated:
    """The last run of a draft's gate as the draft is now (None: none), the signatures under it, and what is not
    signed."""

    run: Run | None
    signed: tuple[Signature, ...] = ()
    unsigned: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Version:
    """The text that a document has from a publication on (None: it is gone), and the keys that this changed; none of
    the first."""

    publication: Publication
    text: str | None
    changes: tuple[Change, ...]


def texts(engine: Engine, at: datetime, number: int | None = None) -> tuple[str, dict[str, str]]:
    """The current release and its texts, or those that it would have with a draft. Raises StepRefused."""
    with transaction(engine) as session:
        publication, manifest = publications.current_in(session, at), publications.manifest_now(session, at)
        if number is not None:
            manifest = drafts.load(session, number, at).over(manifest)
        return publication.release, texts_of(session, manifest)


def about(engine: Engine, number: int, at: datetime) -> tuple[DraftNote, Texts]:
    """A draft with the texts that it is about; those it was begun with are the current ones where it changes nothing.
    Raises StepRefused where there is none."""
    with transaction(engine) as session:
        note, now = drafts.note_of(session, number, at), publications.manifest_now(session, at)
        changes = {entry.path: entry for entry in note.draft.changes}
        others = {path: sha for path, sha in now.items() if path not in changes}
        base = others | {path: entry.base for path, entry in changes.items() if entry.base is not None}
        ours = others | {path: entry.sha for path, entry in changes.items() if entry.sha is not None}
        return note, Texts(*(texts_of(session, manifest) for manifest in (base, ours, now)))


def gate_of(engine: Engine, number: int, at: datetime) -> Gated:
    """How the gate of a draft stands. Raises StepRefused where there is no such draft."""
    with transaction(engine) as session:
        draft = drafts.load(session, number, at)
        run, signed = gate_runs.last(session, draft), gate_runs.signatures(session, draft)
        parts = run.findings.parts if run and run.findings else ()
        return Gated(run, tuple(signed), tuple(gate_runs.unsigned(draft, parts, signed)))


def all_drafts(engine: Engine, at: datetime) -> list[DraftNote]:
    """All drafts, newest first."""
    with transaction(engine) as session:
        return drafts.all_drafts(session, at)


def history(engine: Engine) -> list[Publication]:
    """All publications, oldest first."""
    with transaction(engine) as session:
        return publications.history(session)


def versions_of(engine: Engine, path: str, at: datetime) -> list[Version]:
    """The texts that a document had in what was current, newest first; an instant at which nothing of it changed is
    left out."""
    found: list[Version] = []
    with transaction(engine) as session:
        past = [one for one in publications.history(session) if one.effective_at <= at]
        names = [manifest_in(session, one.release).get(path) for one in past]
        texts = texts_of(session, {name: name for name in set(names) if name})
    for publication, name in zip(past, names, strict=True):
        text = texts[name] if name else None
        before = found[-1].text if found else None
        if text != before:
            found.append(Version(publication, text, changes_of(before, text) if found else ()))
    return found[::-1]


def current(engine: Engine, at: datetime) -> Publication | None:
    """The publication that is current at an instant; None in a store without any."""
    with transaction(engine) as session:
        return publications.current_in(session, at)


def steps_of(engine: Engine, number: int) -> list[Step]:
    """What became of a draft so far, oldest first."""
    columns = (ReviewRow.decision, ReviewRow.by, ReviewRow.why, ReviewRow.at)
    with transaction(engine) as session:
        rows = session.execute(select(*columns).where(ReviewRow.draft == number).order_by(ReviewRow.id))
        return [Step(*row) for row in rows]


def revisions_of(engine: Engine, number: int) -> dict[str, list[Step]]:
    """Who wrote which document of a draft, when and why, by path, oldest first."""
    columns = (RevisionRow.path, RevisionRow.author, RevisionRow.note, RevisionRow.at)
    found: dict[str, list[Step]] = {}
    with transaction(engine) as session:
        for row in session.execute(select(*columns).where(RevisionRow.draft == number).order_by(RevisionRow.id)):
            found.setdefault(row.path, []).append(Step("edited", row.author, row.note, row.at))
    return found
