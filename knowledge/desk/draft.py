"""The way of a draft: what each step asks for and where it leads. Values in, values out; a step that may not be raises
StepRefused and has changed nothing. Pure."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.accounts.model import APPROVER, EDITOR, Account
from knowledge.releases.documents import Manifest

STATES = ("draft", "submitted", "approved", "scheduled", "published", "rejected", "withdrawn")
DRAFT, SUBMITTED, APPROVED, SCHEDULED, PUBLISHED, REJECTED, WITHDRAWN = STATES
# What to do instead of editing it.
NOT_EDITED = {SCHEDULED: "withdraw it first", PUBLISHED: "begin a new one"}


class StepRefused(ValueError):
    """A step may not be taken; the message is one sentence that says why and what to do."""


class BaseMoved(StepRefused):
    """Documents were published since the draft was begun that it changes, too; ``paths`` are theirs."""

    def __init__(self, number: int, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(
            f"{', '.join(self.paths)} changed since draft {number} was begun; `jumin content draft show {number}` "
            f"shows it key by key. Bring both together and import that with --draft {number}."
        )


@dataclass(frozen=True)
class Entry:
    """One document of a draft: its newest revision there, the text (SHA-256) that was published when it was begun
    (``base``, None: there was none), and the text that it is to have (None: it is to go)."""

    path: str
    revision: int
    base: str | None
    sha: str | None


@dataclass(frozen=True)
class Draft:
    """``authors``: all who ever wrote in it. ``agreed``: the hash that was submitted last, and from approval on
    approved. ``effective_at``: from when on it is published, machine time. ``urgent``: published in an emergency;
    ``seen_by`` looked at it afterwards."""

    number: int
    entries: tuple[Entry, ...] = ()
    authors: frozenset[str] = frozenset()
    state: str = DRAFT
    version: int = 0
    agreed: str = ""
    approved_by: str | None = None
    effective_at: datetime | None = None
    published_by: str | None = None
    urgent: bool = False
    seen_by: str | None = None

    @property
    def changes(self) -> tuple[Entry, ...]:
        """The documents that it changes; what was taken back again is none."""
        return tuple(entry for entry in self.entries if entry.sha != entry.base)

    @property
    def hash(self) -> str:
        """Names the whole draft: one changed byte of one document, or another base, is another hash."""
        lines = sorted(f"{entry.path}\0{entry.base}\0{entry.sha}\n" for entry in self.changes)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def owes_a_look(self) -> bool:
        """Whether it was published in an emergency and nobody has looked at it since."""
        return self.urgent and self.state == PUBLISHED and self.seen_by is None

    def at(self, now: datetime) -> Draft:
        """What was scheduled is published when its time has come."""
        is_due = self.state == SCHEDULED and self.effective_at <= now
        return replace(self, state=PUBLISHED) if is_due else self

    def moved(self, manifest: Manifest) -> tuple[str, ...]:
        """The documents that are neither as they were when they were begun nor as they are to become."""
        return tuple(e.path for e in self.changes if manifest.get(e.path) not in (e.base, e.sha))

    def over(self, manifest: Manifest) -> dict[str, str]:
        """The texts of a release with those of the draft. Raises BaseMoved."""
        if moved := self.moved(manifest):
            raise BaseMoved(self.number, moved)
        gone = {entry.path for entry in self.changes if entry.sha is None}
        kept = {path: text for path, text in manifest.items() if path not in gone}
        return kept | {entry.path: entry.sha for entry in self.changes if entry.sha is not None}


def edited(draft: Draft, by: Account, entries: tuple[Entry, ...]) -> Draft:
    """Whatever was agreed to before holds no longer."""
    by.having(EDITOR)
    if draft.state in NOT_EDITED:
        raise StepRefused(f"Draft {draft.number} is {draft.state}; {NOT_EDITED[draft.state]}.")
    new = replace(draft, entries=entries, authors=draft.authors | {by.name})
    return _stepped(_open_again(new), DRAFT)


def submitted(draft: Draft, by: Account, manifest: Manifest) -> Draft:
    """An editor asks for approval of the whole as it is now."""
    by.having(EDITOR)
    _expect(draft, DRAFT)
    if not draft.changes:
        raise StepRefused(f"Draft {draft.number} changes nothing; import something that differs.")
    draft.over(manifest)
    return _stepped(draft, SUBMITTED, agreed=draft.hash)


def approved(draft: Draft, by: Account, manifest: Manifest, seen: str | None = None) -> Draft:
    """An approver who wrote none of it agrees to the whole. ``seen``: the hash of what was looked at."""
    by.having(APPROVER)
    _expect(draft, SUBMITTED)
    _refuse_author(draft, by, "approve")
    if draft.agreed != draft.hash or seen not in (None, draft.hash):
        raise StepRefused(f"Draft {draft.number} is another one than was looked at (now {draft.hash}); look again.")
    draft.over(manifest)
    return _stepped(draft, APPROVED, approved_by=by.name)


def rejected(draft: Draft, by: Account) -> Draft:
    """An approver sends it back."""
    by.having(APPROVER)
    _expect(draft, SUBMITTED, APPROVED)
    return _stepped(_open_again(draft), REJECTED)


def published(draft: Draft, by: Account, now: datetime, effective_at: datetime) -> Draft:
    """An approver brings what was approved into force, now or later."""
    by.having(APPROVER)
    _expect(draft, APPROVED)
    if draft.agreed != draft.hash:
        raise StepRefused(f"Draft {draft.number} is another one than was approved; submit it again.")
    if effective_at < now:
        raise StepRefused(f"{effective_at.isoformat()} is past; name a time to come, or none to publish now.")
    state = PUBLISHED if effective_at == now else SCHEDULED
    return _stepped(draft, state, effective_at=effective_at, published_by=by.name)


def published_urgently(draft: Draft, by: Account, now: datetime) -> Draft:
    """An approver alone brings it into force now, whoever wrote it; somebody else has to look at it afterwards."""
    by.having(APPROVER)
    _expect(draft, DRAFT, SUBMITTED, APPROVED)
    if not draft.changes:
        raise StepRefused(f"Draft {draft.number} changes nothing.")
    return _stepped(draft, PUBLISHED, effective_at=now, published_by=by.name, urgent=True, agreed=draft.hash)


def seen_afterwards(draft: Draft, by: Account) -> Draft:
    """Another approver, who wrote none of it, has looked at what was published in an emergency."""
    by.having(APPROVER)
    if not draft.owes_a_look:
        raise StepRefused(f"Draft {draft.number} was not published in an emergency, or was looked at since.")
    if by.name == draft.published_by:
        raise StepRefused(f"{by.name} published draft {draft.number}; somebody else has to look at it.")
    _refuse_author(draft, by, "look at")
    return _stepped(draft, PUBLISHED, seen_by=by.name)


def withdrawn(draft: Draft, by: Account) -> Draft:
    """It is not to be published; an edit takes it up again."""
    by.having(APPROVER if APPROVER in by.roles else EDITOR)
    _expect(draft, DRAFT, SUBMITTED, APPROVED, SCHEDULED, REJECTED)
    return _stepped(_open_again(draft), WITHDRAWN)


def set_back(draft: Draft) -> Draft:
    """A scheduled draft whose documents others have changed before its time came goes back to its editors."""
    _expect(draft, SCHEDULED)
    return _stepped(_open_again(draft), DRAFT)


def _open_again(draft: Draft) -> Draft:
    return replace(draft, agreed="", approved_by=None, effective_at=None, published_by=None)


def _stepped(draft: Draft, state: str, **values) -> Draft:
    return replace(draft, state=state, version=draft.version + 1, **values)


def _expect(draft: Draft, *states: str) -> None:
    if draft.state not in states:
        raise StepRefused(f"Draft {draft.number} is {draft.state}; this needs one that is {' or '.join(states)}.")


def _refuse_author(draft: Draft, by: Account, what: str) -> None:
    if by.name in draft.authors:
        raise StepRefused(f"{by.name} wrote in draft {draft.number}; somebody who did not has to {what} it.")
