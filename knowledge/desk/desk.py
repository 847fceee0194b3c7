"""What the content team does at its desk: each step one transaction, decided by knowledge.desk.draft and .timeline.

Every method raises StepRefused, AccountRefused or DocumentRefused (one sentence, nothing changed). ``at`` is machine
time; ``by`` the name of an account.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER, EDITOR, Account, known_name
from knowledge.database import transaction
from knowledge.desk import draft as steps
from knowledge.desk import drafts, gate_runs, imports, publications
from knowledge.desk.draft import Draft, StepRefused
from knowledge.desk.drafts import Edit
from knowledge.desk.one_at_a_time import Moment
from knowledge.desk.publishing import Publishing
from knowledge.desk.sentences import sentence
from knowledge.desk.texts import keep_texts
from knowledge.desk.timeline import SEED, Plan, Planned
from knowledge.releases.documents import check_paths, identify, manifest_of

# Who seeded a store.
FILES = "files"


class Desk(Publishing):
    """Writing, asking for approval and giving it; publishing stands at Publishing."""

    def seed(self, read: Callable[[], Mapping[str, str]], at: datetime, anew: bool = False) -> None:
        """A store without any publication begins with the documents that ``read`` gives; others are left as they are.
        ``anew``: until anybody has published, changed documents are one more beginning."""
        def is_due(session: Session) -> bool:
            return publications.are_of_files(session) if anew else publications.last_at(session) is None

        with transaction(self.engine) as session:
            if not is_due(session):
                return
        texts = read()
        self.taken(at, lambda moment: self._seeded(moment, texts) if is_due(moment.session) else None, publishes=True)

    def _seeded(self, moment: Moment, texts: Mapping[str, str]) -> None:
        manifest, current = manifest_of(texts), publications.current_in(moment.session, moment.at)
        if current is None or current.release != identify(manifest):
            keep_texts(moment.session, texts)
            self.demand(moment.session, manifest, strict=False)
            plan = Plan((Planned(manifest, moment.at, SEED),))
            publications.append(moment.session, plan, FILES, "", self.model, moment.at)

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
        edits = imports.edits_of(texts, manifest, draft, {} if version is not None else wrote, known_name(by))
        if not edits:
            raise StepRefused(f"Nothing differs from {f'draft {number}' if number else f'release {base}'}.")
        return (self.write(number, edits, by, note, at) if number else self.begin(edits, by, note, at)), base

    def begin(self, edits: list[Edit], by: str, note: str, at: datetime) -> Draft:
        """A new draft of these documents."""
        note = sentence(note, "note")

        def work(moment: Moment) -> Draft:
            new = drafts.begin(moment.session, acting(moment.session, by).name, note, moment.at)
            return written(moment, new, edits, by, note)
        return self.taken(at, work)

    def write(self, number: int, edits: list[Edit], by: str, note: str, at: datetime) -> Draft:
        """Further documents of a draft, or others in their place; it is a draft again whatever it was."""
        note = sentence(note, "note")
        return self.taken(
            at, lambda moment: written(moment, drafts.load(moment.session, number, moment.at), edits, by, note)
        )

    def submit(self, number: int, by: str, at: datetime) -> Draft:
        """An editor asks for approval; the release that it would make has no fault."""
        def step(moment: Moment, draft: Draft, person: Account) -> Draft:
            after = steps.submitted(draft, person, moment.manifest)
            self.demand(moment.session, draft.over(moment.manifest))
            self.found(moment, draft, person.name)
            return after
        return self.stepped(number, by, "submitted", "", at, step)

    def approve(
        self, number: int, by: str, at: datetime, seen: str | None = None, signs: Iterable[str] | None = None
    ) -> Draft:
        """``seen``: the hash of what was looked at, if it is to be that and nothing else. ``signs``: the parts of what
        it changes that whoever approves it has looked at, beside those that others have (None: all there are)."""
        def step(moment: Moment, draft: Draft, person: Account) -> Draft:
            after = steps.approved(draft, person, moment.manifest, seen)
            left = [part.key for part in self.unsigned(moment, draft, person.name)]
            chosen = [key for key in left if signs is None or key in signs]
            gate_runs.sign(moment.session, draft, chosen, person.name, moment.at)
            self.demand_signed(moment, draft, person.name)
            return after
        return self.stepped(number, by, "approved", "", at, step)

    def sign(self, number: int, by: str, at: datetime, parts: Iterable[str] | None = None) -> list[str]:
        """Somebody of the content team has looked at these parts of what a draft changes (None: all); the parts that
        nobody has signed yet."""
        def work(moment: Moment) -> list[str]:
            person = acting(moment.session, by).having(EDITOR, APPROVER)
            draft = drafts.load(moment.session, number, moment.at)
            known = [part.key for part in self.found(moment, draft, person.name).parts]
            chosen = known if parts is None else list(parts)
            if unknown := set(chosen) - set(known):
                raise StepRefused(f"Draft {number} changes no {min(unknown)!r}; look again.")
            gate_runs.sign(moment.session, draft, chosen, person.name, moment.at)
            return [part.key for part in self.unsigned(moment, draft, person.name)]
        return self.taken(at, work)

    def hold_against(self, number: int, by: str, at: datetime) -> None:
        """Run the gate of a draft anew. Blocks. Raises StepRefused."""
        with transaction(self.engine) as session:
            person = acting(session, by).having(EDITOR, APPROVER)
        self.gate.run(number, person.name, at)

    def cancel_gate(self, number: int, by: str, at: datetime) -> bool:
        """The run of a draft's gate that is under way is to end; whether there was one."""
        with transaction(self.engine) as session:
            acting(session, by).having(EDITOR, APPROVER)
            return gate_runs.cancel(session, drafts.load(session, number, at), at)

    def reject(self, number: int, by: str, why: str, at: datetime) -> Draft:
        """An approver sends it back with a reason."""
        return self.stepped(
            number, by, "rejected", sentence(why, "why"), at,
            lambda _moment, draft, person: steps.rejected(draft, person)
        )

    def look_after(self, number: int, by: str, at: datetime) -> Draft:
        """The second look at what was published in an emergency."""
        return self.stepped(
            number, by, "seen", "", at, lambda _moment, draft, person: steps.seen_afterwards(draft, person)
        )


def written(moment: Moment, draft: Draft, edits: list[Edit], by: str, note: str) -> Draft:
    """A draft with further revisions."""
    person = acting(moment.session, by)
    steps.edited(draft, person, draft.entries)
    check_paths({edit.path for edit in edits} | set(moment.manifest))
    entries = drafts.write(moment.session, draft, edits, person.name, note, moment.at)
    after = steps.edited(draft, person, entries)
    drafts.save(moment.session, draft, after, person.name, "edited", note, moment.at)
    return after
