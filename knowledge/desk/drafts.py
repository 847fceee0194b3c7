"""Drafts in the store: a row that tells where it stands, revisions and reviews that are only ever appended."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from knowledge.audit.log import record
from knowledge.desk.draft import APPROVED, DRAFT, SCHEDULED, SUBMITTED, Draft, Entry, StepRefused
from knowledge.desk.tables import DraftRow, ReviewRow, RevisionRow
from knowledge.desk.texts import keep_texts
from knowledge.releases.documents import check_text, sha

STANDS = (
    "number", "state", "version", "agreed", "approved_by", "effective_at", "published_by", "urgent", "seen_by",
)
# Integer columns hold no more.
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Edit:
    """A document is to have this ``text`` (None: it is to go) in place of the published ``base`` (SHA-256, None: there
    was none). ``revision``: the draft's revision of it that was edited, None where the draft had none yet."""

    path: str
    text: str | None
    base: str | None
    revision: int | None = None


@dataclass(frozen=True)
class DraftNote:
    """What is told of a draft in a list: it, why it is, who began it and when."""

    draft: Draft
    note: str
    made_by: str
    made_at: datetime


def begin(session: Session, by: str, note: str, at: datetime) -> Draft:
    """A new draft without any document."""
    values = {"note": note, "made_by": by, "made_at": at, "state": DRAFT, "version": 0, "agreed": "", "urgent": False}
    number = session.execute(insert(DraftRow).values(values)).inserted_primary_key[0]
    record(session, at, by, "draft begun", number)
    return Draft(number)


def load(session: Session, number: int, at: datetime) -> Draft:
    """A draft as it stands at an instant. Raises StepRefused where there is none."""
    columns = (getattr(DraftRow, name) for name in STANDS)
    row = None
    if 0 < number <= LARGEST_NUMBER:
        row = session.execute(select(*columns).where(DraftRow.number == number)).one_or_none()
    if row is None:
        raise StepRefused(f"There is no draft {number}; `jumin content draft list` gives the numbers.")
    entries, authors = written(session, number)
    return Draft(entries=entries, authors=authors, **row._mapping).at(at)


def written(session: Session, number: int) -> tuple[tuple[Entry, ...], frozenset[str]]:
    """The newest revision of each path, by path, and all who wrote any."""
    query = select(RevisionRow.path, RevisionRow.id, RevisionRow.base, RevisionRow.sha, RevisionRow.author)
    rows = session.execute(query.where(RevisionRow.draft == number).order_by(RevisionRow.id)).all()
    newest = {row.path: Entry(row.path, row.id, row.base, row.sha) for row in rows}
    return tuple(newest[path] for path in sorted(newest)), frozenset(row.author for row in rows)


def last_authors(session: Session, number: int) -> dict[str, str]:
    """Who wrote the newest revision of each path of a draft."""
    query = select(RevisionRow.path, RevisionRow.author).where(RevisionRow.draft == number).order_by(RevisionRow.id)
    return dict(session.execute(query).all())


def all_drafts(session: Session, at: datetime) -> list[DraftNote]:
    """All drafts, newest first."""
    numbers = session.execute(select(DraftRow.number).order_by(DraftRow.number.desc())).scalars().all()
    return [note_of(session, number, at) for number in numbers]


def waiting(session: Session, at: datetime, written_in: Iterable[str], new_in: str) -> list[Draft]:
    """The drafts that ask for approval or have it and write in documents whose paths begin so, or add or take away one
    below ``new_in``, newest first."""
    comes_or_goes = or_(RevisionRow.base.is_(None), RevisionRow.sha.is_(None))
    writes = select(RevisionRow.id).where(RevisionRow.draft == DraftRow.number, or_(
        *(RevisionRow.path.startswith(one) for one in written_in), RevisionRow.path.startswith(new_in) & comes_or_goes
    ))
    query = select(DraftRow.number).where(DraftRow.state.in_((SUBMITTED, APPROVED)), writes.exists())
    numbers = session.execute(query.order_by(DraftRow.number.desc())).scalars().all()
    return [load(session, number, at) for number in numbers]


def note_of(session: Session, number: int, at: datetime) -> DraftNote:
    """A draft with what is told of it. Raises StepRefused where there is none."""
    draft = load(session, number, at)
    query = select(DraftRow.note, DraftRow.made_by, DraftRow.made_at).where(DraftRow.number == number)
    return DraftNote(draft, *session.execute(query).one())


def pending(session: Session, at: datetime) -> list[Draft]:
    """The drafts whose time has not come."""
    numbers = session.execute(select(DraftRow.number).where(DraftRow.state == SCHEDULED)).scalars().all()
    return [draft for number in numbers if (draft := load(session, number, at)).state == SCHEDULED]


def write(session: Session, draft: Draft, edits: list[Edit], by: str, note: str, at: datetime) -> tuple[Entry, ...]:
    """Append revisions; returns the draft's entries then. Raises StepRefused, and nothing is written, where somebody
    has written one of the documents since it was read."""
    if not edits:
        raise StepRefused("There is nothing to write.")
    known = {entry.path: entry.revision for entry in draft.entries}
    for edit in edits:
        check_text(edit.path, edit.text or "")
        if known.get(edit.path) != edit.revision:
            raise StepRefused(
                f"{edit.path} was written by somebody else in draft {draft.number} meanwhile; "
                f"`jumin content draft show {draft.number}` shows what. Read it, and write yours anew."
            )
    keep_texts(session, {edit.path: edit.text for edit in edits})
    session.execute(insert(RevisionRow.__table__), [
        {"draft": draft.number, "path": edit.path, "base": edit.base, "author": by, "at": at, "note": note,
         "sha": None if edit.text is None else sha(edit.text)}
        for edit in edits
    ])
    return written(session, draft.number)[0]


def refuse_unapproved(session: Session, draft: Draft) -> None:
    """The reviews, which nobody can change, have to say so last; where a draft stands is a row like any other. Raises
    StepRefused."""
    query = select(ReviewRow.decision, ReviewRow.hash).where(ReviewRow.draft == draft.number)
    last = session.execute(query.order_by(ReviewRow.id.desc()).limit(1)).one_or_none()
    if last is None or tuple(last) != (APPROVED, draft.hash):
        raise StepRefused(f"No review says that draft {draft.number} was approved as it is; submit it again.")


def save(session: Session, before: Draft, after: Draft, by: str, decision: str, why: str, at: datetime) -> None:
    """A step of a draft that was read as ``before``, with its review and its link in the chain."""
    values = {name: getattr(after, name) for name in STANDS if name != "number"}
    done = session.execute(
        update(DraftRow).where(DraftRow.number == before.number, DraftRow.version == before.version).values(values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        raise StepRefused(f"Somebody else took a step with draft {before.number} just now; look and try again.")
    review = {"draft": before.number, "hash": after.hash, "decision": decision, "by": by, "why": why, "at": at}
    session.execute(insert(ReviewRow.__table__), [review])
    record(session, at, by, f"draft {decision}", before.number, f"{after.hash} {why}".strip())
