"""What the content team does at its desk: each step one transaction, decided by knowledge.releases.draft and .timeline.

Every method raises StepRefused, AccountRefused or DocumentRefused (one sentence, nothing changed). ``at`` is machine
time; ``by`` the name of an account.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER, Account
from knowledge.audit.log import DESK, take
from knowledge.database import transaction
from knowledge.releases import draft as steps
from knowledge.releases.desk import drafts, imports, publications
from knowledge.releases.desk.drafts import DraftNote, Edit
from knowledge.releases.desk.sentences import sentence
from knowledge.releases.desk.showing import Texts
from knowledge.releases.desk.texts import keep_texts, manifest_in, texts_of
from knowledge.releases.documents import Manifest, check_paths, identify, manifest_of
from knowledge.releases.draft import Draft, StepRefused
from knowledge.releases.soundness import Soundness, soundness
from knowledge.releases.timeline import (
    PUBLISH,
    ROLLBACK,
    SEED,
    URGENT,
    WITHDRAW,
    Plan,
    Planned,
    Publication,
    in_time,
    planned_draft,
    refuse_to_set_back,
    with_those_behind,
)

Done = TypeVar("Done")
# How often a step comes again because others have published while its release was checked.
TRIES = 5
# Who seeded a store.
FILES = "files"


class Unchecked(Exception):
    """A release that nobody has checked yet; it is done without any lock."""

    def __init__(self, texts: Mapping[str, str], release: str) -> None:
        self.texts, self.release = texts, release
        super().__init__(release)


class Desk:
    """``check`` tells what is wrong with documents; what it told of a release is remembered."""

    def __init__(self, engine: Engine, check: Callable[[Mapping[str, str]], Soundness] = soundness) -> None:
        self.engine, self.check = engine, check
        self.checked: dict[str, Soundness] = {}

    def seed(self, read: Callable[[], Mapping[str, str]], at: datetime) -> None:
        """A store without any publication begins with the documents that ``read`` gives; others are left as they
        are."""
        with transaction(self.engine) as session:
            if publications.current_in(session, at):
                return
        texts = read()
        self._taken(lambda session: self._seeded(session, texts, at))

    def _seeded(self, session: Session, texts: Mapping[str, str], at: datetime) -> None:
        if publications.current_in(session, at) is None:
            manifest = manifest_of(texts)
            keep_texts(session, texts)
            self._demand(session, manifest, strict=False)
            plan = Plan((Planned(manifest, at, SEED),))
            publications.append(session, plan, FILES, "", "", at)

    def import_texts(
        self, texts: Mapping[str, str], origin: str, by: str, note: str, at: datetime, number: int | None = None,
        version: int | None = None,
    ) -> tuple[Draft, str]:
        """All texts of a folder as a draft, a new one or ``number``; returns it, and the release that it was compared
        with. ``origin``: the release that the folder was exported from, as far as it says so. ``version``: the draft
        as the importer knows it, so that the folder stands for the whole of it."""
        with transaction(self.engine) as session:
            base, manifest = imports.compared_with(session, manifest_of(texts), origin, at)
            draft = drafts.load(session, number, at) if number else Draft(0)
            wrote = drafts.last_authors(session, number) if number else {}
        if version not in (None, draft.version):
            raise StepRefused(f"Draft {number} has version {draft.version} by now, not {version}; look at it again.")
        edits = imports.edits_of(texts, manifest, draft, {} if version is not None else wrote, by)
        if not edits:
            raise StepRefused(f"Nothing differs from {f'draft {number}' if number else f'release {base}'}.")
        return (self.write(number, edits, by, note, at) if number else self.begin(edits, by, note, at)), base

    def texts(self, at: datetime, number: int | None = None) -> tuple[str, dict[str, str]]:
        """The current release and its texts, or those that it would have with a draft."""
        with transaction(self.engine) as session:
            publication, manifest = publications.current_in(session, at), publications.manifest_now(session, at)
            if number is not None:
                manifest = drafts.load(session, number, at).over(manifest)
            return publication.release, texts_of(session, manifest)

    def about(self, number: int, at: datetime) -> tuple[DraftNote, Texts]:
        """A draft with the texts that it is about; those it was begun with are the current ones where it changes
        nothing."""
        with transaction(self.engine) as session:
            draft, now = drafts.note_of(session, number, at), publications.manifest_now(session, at)
            changes = draft.draft.changes
            others = {path: sha for path, sha in now.items() if path not in {entry.path for entry in changes}}
            base = others | {entry.path: entry.base for entry in changes if entry.base is not None}
            ours = others | {entry.path: entry.sha for entry in changes if entry.sha is not None}
            return draft, Texts(*(texts_of(session, manifest) for manifest in (base, ours, now)))

    def drafts(self, at: datetime) -> list[DraftNote]:
        """All drafts, newest first."""
        with transaction(self.engine) as session:
            return drafts.all_drafts(session, at)

    def history(self) -> list[Publication]:
        """All publications, oldest first."""
        with transaction(self.engine) as session:
            return publications.history(session)

    def current(self, at: datetime) -> Publication | None:
        """The publication that is current at an instant."""
        with transaction(self.engine) as session:
            return publications.current_in(session, at)

    def begin(self, edits: list[Edit], by: str, note: str, at: datetime) -> Draft:
        """A new draft of these documents."""
        note = sentence(note, "note")

        def work(session: Session) -> Draft:
            new = drafts.begin(session, acting(session, by).name, note, at)
            return self._written(session, new, edits, by, note, at)
        return self._taken(work)

    def write(self, number: int, edits: list[Edit], by: str, note: str, at: datetime) -> Draft:
        """Further documents of a draft, or others in their place; it is a draft again whatever it was."""
        note = sentence(note, "note")
        return self._taken(
            lambda session: self._written(session, drafts.load(session, number, at), edits, by, note, at)
        )

    def _written(self, session: Session, draft: Draft, edits: list[Edit], by: str, note: str, at: datetime) -> Draft:
        person = acting(session, by)
        steps.edited(draft, person, draft.entries)
        check_paths({edit.path for edit in edits} | set(publications.manifest_now(session, at)))
        after = steps.edited(draft, person, drafts.write(session, draft, edits, person.name, note, at))
        drafts.save(session, draft, after, person.name, "edited", note, at)
        return after

    def submit(self, number: int, by: str, at: datetime) -> Draft:
        """An editor asks for approval; the release that it would make has no fault."""
        def step(session: Session, draft: Draft, person: Account) -> Draft:
            manifest = publications.manifest_now(session, at)
            after = steps.submitted(draft, person, manifest)
            self._demand(session, draft.over(manifest))
            return after
        return self._stepped(number, by, "submitted", "", at, step)

    def approve(self, number: int, by: str, at: datetime, seen: str | None = None) -> Draft:
        """``seen``: the hash of what was looked at, if it is to be that and nothing else."""
        return self._stepped(number, by, "approved", "", at, lambda session, draft, person: steps.approved(
            draft, person, publications.manifest_now(session, at), seen
        ))

    def reject(self, number: int, by: str, why: str, at: datetime) -> Draft:
        """An approver sends it back with a reason."""
        return self._stepped(
            number, by, "rejected", sentence(why, "why"), at,
            lambda session, draft, person: steps.rejected(draft, person)
        )

    def look_after(self, number: int, by: str, at: datetime) -> Draft:
        """The second look at what was published in an emergency."""
        return self._stepped(
            number, by, "seen", "", at, lambda session, draft, person: steps.seen_afterwards(draft, person)
        )

    def publish(
        self, number: int, by: str, at: datetime, effective_at: datetime | None = None, model: str = ""
    ) -> Draft:
        """Bring an approved draft into force, now or at a later instant."""
        def step(session: Session, draft: Draft, person: Account) -> Draft:
            after = steps.published(draft, person, at, effective_at or at)
            before = publications.manifest_now(session, at)
            plan = planned_draft(draft, before, drafts.pending(session, at), after.effective_at, PUBLISH)
            refuse_to_set_back(plan)
            for planned in plan.append:
                self._demand(session, planned.manifest)
            publications.append(session, plan, person.name, "", model, at)
            return after
        return self._stepped(number, by, "published", "", at, step)

    def publish_urgently(self, number: int, by: str, why: str, at: datetime, model: str = "") -> Draft:
        """Bring a draft into force now without approval."""
        why = sentence(why, "why")

        def step(session: Session, draft: Draft, person: Account) -> Draft:
            after = steps.published_urgently(draft, person, at)
            first = Planned(draft.over(publications.manifest_now(session, at)), at, URGENT, number)
            self._publish_at_once(session, first, person.name, why, model, at)
            return after
        return self._stepped(number, by, "urgent", why, at, step)

    def withdraw(self, number: int, by: str, at: datetime, model: str = "") -> Draft:
        """It is not to be published; one that is scheduled never comes."""
        def step(session: Session, draft: Draft, person: Account) -> Draft:
            after = steps.withdrawn(draft, person)
            if draft.state == steps.SCHEDULED:
                first = Planned(publications.manifest_now(session, at), at, WITHDRAW, number)
                behind = [other for other in drafts.pending(session, at) if other.number != number]
                publications.append(session, with_those_behind(first, behind), person.name, "", model, at)
            return after
        return self._stepped(number, by, "withdrawn", "", at, step)

    def roll_back(self, release: str, by: str, why: str, at: datetime, model: str = "") -> Publication:
        """A new publication of a release that was current before."""
        why = sentence(why, "why")

        def work(session: Session) -> Publication:
            person, manifest = acting(session, by).having(APPROVER), manifest_in(session, release)
            if publications.current_in(session, at).release == release:
                raise StepRefused(f"Release {release} is current.")
            if not publications.was_current(session, release, at):
                raise StepRefused(f"Release {release} was never current; publish the draft that it is of.")
            return self._publish_at_once(session, Planned(manifest, at, ROLLBACK), person.name, why, model, at)
        return self._taken(work)

    def _publish_at_once(
        self, session: Session, first: Planned, by: str, why: str, model: str, at: datetime
    ) -> Publication:
        """What cannot wait; scheduled drafts that no longer fit behind it go back to their editors."""
        self._demand(session, first.manifest, strict=False)
        plan, misfits = self._fitting(session, first, drafts.pending(session, at))
        for draft in misfits:
            drafts.save(session, draft, steps.set_back(draft), by, "set_back", why, at)
        return publications.append(session, plan, by, why, model, at)[0]

    def _fitting(self, session: Session, first: Planned, behind: list[Draft]) -> tuple[Plan, list[Draft]]:
        """The plan with those of the drafts behind it whose releases are whole, and those that are none."""
        fits: list[Draft] = []
        for draft in in_time(behind):
            plan = with_those_behind(first, [*fits, draft])
            if not plan.set_back and self._is_sound(session, plan.append[-1].manifest):
                fits.append(draft)
        return with_those_behind(first, fits), [draft for draft in behind if draft not in fits]

    def _stepped(
        self, number: int, by: str, decision: str, why: str, at: datetime,
        step: Callable[[Session, Draft, Account], Draft],
    ) -> Draft:
        """A step of one draft, with its review."""
        def work(session: Session) -> Draft:
            person, draft = acting(session, by), drafts.load(session, number, at)
            after = step(session, draft, person)
            drafts.save(session, draft, after, person.name, decision, why, at)
            return after
        return self._taken(work)

    def _taken(self, work: Callable[[Session], Done]) -> Done:
        """What ``work`` returns, done alone; releases that it asks for are checked while nobody waits."""
        for _ in range(TRIES):
            try:
                with self._alone() as session:
                    return work(session)
            except Unchecked as found:
                self.checked[found.release] = self.check(found.texts)
        raise StepRefused("Others publish without end; try again in a minute.")

    @contextmanager
    def _alone(self) -> Iterator[Session]:
        with transaction(self.engine) as session:
            take(session, DESK)
            yield session

    def _demand(self, session: Session, manifest: Manifest, strict: bool = True) -> None:
        """Refuse a release that cannot be read and, where it is ``strict``, one with a fault."""
        found = self._known(session, manifest)
        if told := [*found.unreadable, *(found.faults if strict else ())]:
            more = f" ({len(told) - 1} more; `jumin content check` on an export tells them)" if len(told) > 1 else ""
            raise StepRefused(f"{told[0]}{more}")

    def _is_sound(self, session: Session, manifest: Manifest) -> bool:
        return self._known(session, manifest) == Soundness()

    def _known(self, session: Session, manifest: Manifest) -> Soundness:
        release = identify(manifest)
        if release not in self.checked:
            raise Unchecked(texts_of(session, manifest), release)
        return self.checked[release]
