"""Documents as a form shows and changes them: out of a draft or what is in force, and back into a draft."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ruamel.yaml.error import YAMLError
from sqlalchemy.orm import Session

from console.documents.placing import placed
from console.web.asking import Ask
from knowledge.database import transaction
from knowledge.desk import drafts, publications, reading
from knowledge.desk.draft import DRAFT, REJECTED, Draft, StepRefused
from knowledge.desk.drafts import DraftNote, Edit
from knowledge.desk.texts import texts_of
from knowledge.releases.comparison.keys import Moved, moved_keys
from knowledge.releases.comparison.merging import together
from knowledge.releases.documents import sha

Fields = TypeVar("Fields")
# An editor goes on with what is open; what waits for approval he takes back by naming it.
OPEN = (DRAFT, REJECTED)


def draft_asked(ask: Ask) -> int | None:
    """The draft that a page is looked at with (``draft`` behind the question mark or in the form)."""
    text = ask.given("draft") or ask.asked("draft")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def open_drafts(ask: Ask) -> list[DraftNote]:
    """The drafts that a change may go into: the open ones, and the one that is looked at."""
    chosen = draft_asked(ask)
    found = reading.all_drafts(ask.console.engine, ask.at)
    return [one for one in found if one.draft.state in OPEN or one.draft.number == chosen]


@dataclass(frozen=True)
class Opened:
    """A document as a form was filled from it: the text's SHA-256 (empty: there was none)."""

    path: str
    text: str | None

    @property
    def mark(self) -> str:
        """What the form carries, to find out what was written meanwhile."""
        return sha(self.text) if self.text is not None else ""


def opened(ask: Ask, path: str) -> Opened:
    """A document as the draft that is looked at has it, or as it is in force."""
    return Opened(path, ask.console.contents.current(ask.at, draft_asked(ask)).texts.get(path))


def save(ask: Ask, texts: Mapping[str, str | None], marks: Mapping[str, str], note: str) -> Draft:
    """Texts by path into the draft that the form names, or into a new one. ``marks``: of each path the mark of what
    the form was filled from. What others wrote since is kept where it is at other keys; else Meanwhile is raised."""
    number = draft_asked(ask)
    with transaction(ask.console.engine) as session:
        manifest = publications.manifest_now(session, ask.at)
        entries = {e.path: e for e in drafts.load(session, number, ask.at).entries} if number else {}
    edits = []
    for path, text in texts.items():
        entry = entries.get(path)
        now = entry.sha if entry else manifest.get(path)
        if (now or "") != marks[path]:
            text = with_theirs(ask, path, text, marks[path], now)
        if (sha(text) if text is not None else None) != now:
            edits.append(Edit(path, text, entry.base if entry else manifest.get(path), entry and entry.revision))
    if not edits:
        raise StepRefused("There is nothing to write.")
    desk = ask.console.desk
    return desk.write(number, edits, ask.by, note, ask.at) if number else desk.begin(edits, ask.by, note, ask.at)


def as_form(read: Callable[..., Fields], *values: object) -> Fields:
    """What ``read`` makes of a document. Raises StepRefused where somebody wrote it in a way that no form knows."""
    try:
        return read(*values)
    except (YAMLError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise StepRefused("This document is written in a way that the form does not know; change its file.") from None


def faults_of(ask: Ask, path: str, text: str) -> dict[str, list[str]]:
    """Why no release can be made with this text, by the keys of the document; empty where it can."""
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    return placed(path, text, ask.console.contents.check({**texts, path: text}).unreadable)


class Meanwhile(StepRefused):
    """A document was written by somebody else since the form was filled; ``keys`` tells what both changed."""

    def __init__(self, path: str, number: int | None, keys: tuple[Moved, ...] = ()) -> None:
        self.path, self.number, self.keys = path, number, keys
        where = f"in draft {number} " if number else ""
        super().__init__(f"{path} was written {where}meanwhile.")


def with_theirs(ask: Ask, path: str, ours: str | None, mark: str, now: str | None) -> str:
    """Our text with what others wrote since the form was filled. Raises Meanwhile."""
    with transaction(ask.console.engine) as session:
        base, theirs = (kept(session, sha) for sha in (mark, now))
    merged = together(base, theirs, ours)
    if merged is None:
        raise Meanwhile(path, draft_asked(ask), moved_keys(base, theirs, ours))
    return merged


def kept(session: Session, name: str | None) -> str | None:
    """The text of a SHA-256; None of none, and of one that was never kept."""
    try:
        return texts_of(session, {"": name})[""] if name else None
    except KeyError:
        return None
