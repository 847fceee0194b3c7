"""Comments on what a draft changes: who says what of which part, and whether it was dealt with. They decide nothing;
who approves sees them. ``at`` is machine time."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER, EDITOR
from knowledge.audit.log import record
from knowledge.database import transaction
from knowledge.desk import drafts
from knowledge.desk.draft import StepRefused
from knowledge.desk.sentences import sentence
from knowledge.desk.tables import CommentRow

COMMENT = CommentRow.__table__
LONGEST_PART = 400


@dataclass(frozen=True)
class Comment:
    """``part``: a document's path and, behind a blank, a key there; ``is_older``: the draft was changed since."""

    id: int
    part: str
    text: str
    by: str
    at: datetime
    resolved_by: str | None
    resolved_at: datetime | None
    is_older: bool

    @property
    def is_open(self) -> bool:
        return self.resolved_by is None


def comments_of(engine: Engine, number: int, at: datetime) -> list[Comment]:
    """All of a draft, oldest first. Raises StepRefused where there is no such draft."""
    names = ("id", "part", "text", "by", "at", "resolved_by", "resolved_at")
    with transaction(engine) as session:
        draft = drafts.load(session, number, at)
        query = select(*(COMMENT.c[name] for name in names), COMMENT.c.hash).where(COMMENT.c.draft == number)
        rows = session.execute(query.order_by(COMMENT.c.id)).all()
        return [Comment(*row[:-1], row.hash != draft.hash) for row in rows]


def comment(engine: Engine, number: int, part: str, text: str, by: str, at: datetime) -> None:
    """Say something of a part. Raises StepRefused, AccountRefused."""
    said = sentence(text, "text")
    with transaction(engine) as session:
        person = acting(session, by).having(EDITOR, APPROVER)
        draft = drafts.load(session, number, at)
        if part.partition(" ")[0] not in {entry.path for entry in draft.changes} or len(part) > LONGEST_PART:
            raise StepRefused(f"Draft {number} does not change what was commented on; look again.")
        session.execute(insert(COMMENT).values(
            draft=number, hash=draft.hash, part=part, text=said, by=person.name, at=at
        ))
        record(session, at, person.name, "draft commented", number, f"{part}: {said}")


def resolve(engine: Engine, number: int, comment_id: int, by: str, at: datetime) -> None:
    """A comment was dealt with; one that was before stays so. Raises StepRefused, AccountRefused."""
    here = (COMMENT.c.id == comment_id, COMMENT.c.draft == number)
    with transaction(engine) as session:
        person = acting(session, by).having(EDITOR, APPROVER)
        if session.execute(select(COMMENT.c.id).where(*here)).first() is None:
            raise StepRefused(f"Draft {number} has no comment {comment_id}.")
        left = update(COMMENT).where(*here, COMMENT.c.resolved_by.is_(None))
        done = session.execute(left.values(resolved_by=person.name, resolved_at=at))
        if done.rowcount:
            record(session, at, person.name, "comment resolved", number, str(comment_id))
