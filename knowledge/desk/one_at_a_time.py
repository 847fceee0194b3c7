"""Steps of the desk are taken one at a time, and no release comes into force that nobody has checked."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import Account
from knowledge.audit.log import take
from knowledge.audit.tables import DESK, PUBLICATION
from knowledge.database import transaction
from knowledge.desk import drafts, gate_runs
from knowledge.desk.draft import Draft, StepRefused
from knowledge.desk.gate import Gate
from knowledge.desk.publications import ModelOf, last_at, manifest_now
from knowledge.desk.texts import texts_of
from knowledge.releases.documents import Manifest, identify, manifest_of
from knowledge.releases.gate.findings import Findings, Part
from knowledge.releases.soundness import Soundness, soundness

Done = TypeVar("Done")
# How often a step comes again because others have published while its release was checked, prepared or held against
# what is current.
TRIES = 15


class Unchecked(Exception):
    """A release that nobody has checked yet; it is done without any lock."""

    def __init__(self, texts: Mapping[str, str], release: str) -> None:
        self.texts, self.release = texts, release
        super().__init__(release)


class Unprepared(Exception):
    """A release that the serving processes were not asked to hold yet; they are asked without any lock."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest, self.release = manifest, identify(manifest)
        super().__init__(self.release)


class Ungated(Exception):
    """A draft that nobody has held against what is current yet; it is done without any lock."""

    def __init__(self, number: int, by: str, at: datetime) -> None:
        self.number, self.by, self.at = number, by, at
        super().__init__(number)


@dataclass(frozen=True)
class Moment:
    """The transaction of a step and the instant at which it is taken (machine time): as the clock has it once all
    others are kept out, but never before the last publication, so that none is overlooked."""

    session: Session
    at: datetime

    @property
    def manifest(self) -> dict[str, str]:
        """The texts that are current."""
        return manifest_now(self.session, self.at)

    @property
    def pending(self) -> list[Draft]:
        """The drafts whose time has not come."""
        return drafts.pending(self.session, self.at)


class OneAtATime:
    """``check`` tells what is wrong with documents, ``prepare`` has the serving processes hold a release and tells why
    one of them cannot; what they told of a release is remembered. ``clock``: machine time as a step is taken, where it
    is not to be the instant at which the caller asked for it. ``gate`` finds what a draft does to answers, by default
    to those that its documents alone decide. ``model`` names the one that answers from a release, empty where
    none does."""

    def __init__(
        self, engine: Engine, check: Callable[[Mapping[str, str]], Soundness] = soundness,
        prepare: Callable[[Manifest], str] = lambda manifest: "", clock: Callable[[], datetime] | None = None,
        gate: Gate | None = None, model: ModelOf = lambda session, release: "",
    ) -> None:
        self.engine, self.check, self.prepare, self.clock, self.model = engine, check, prepare, clock, model
        self.gate = gate or Gate(engine)
        self.checked: dict[str, Soundness] = {}
        self.prepared: dict[str, str] = {}

    def taken(self, at: datetime, work: Callable[[Moment], Done], publishes: bool = False) -> Done:
        """What ``work`` returns, done alone; releases that it asks for are checked and prepared while nobody waits.
        ``publishes``: no turn is committed meanwhile either, so that all that are after it are later by the clock."""
        for _ in range(TRIES):
            try:
                with transaction(self.engine) as session:
                    take(session, DESK)
                    if publishes:
                        take(session, PUBLICATION)
                    now = self.clock() if self.clock else at
                    return work(Moment(session, max(filter(None, (now, last_at(session))))))
            except Unchecked as found:
                self.checked[found.release] = self.check(found.texts)
                if publishes and not self.checked[found.release].unreadable:
                    self.prepared[found.release] = self.prepare(manifest_of(found.texts))
            except Unprepared as found:
                self.prepared[found.release] = self.prepare(found.manifest)
            except Ungated as found:
                self.gate.run(found.number, found.by, found.at)
        raise StepRefused("Others publish without end; try again in a minute.")

    def stepped(
        self, number: int, by: str, decision: str, why: str, at: datetime,
        step: Callable[[Moment, Draft, Account], Draft], publishes: bool = False,
    ) -> Draft:
        """A step of one draft, with its review."""
        def work(moment: Moment) -> Draft:
            person, draft = acting(moment.session, by), drafts.load(moment.session, number, moment.at)
            after = step(moment, draft, person)
            drafts.save(moment.session, draft, after, person.name, decision, why, moment.at)
            return after
        return self.taken(at, work, publishes)

    def demand(self, session: Session, manifest: Manifest, strict: bool = True) -> None:
        """Refuse a release that cannot be read and, where it is ``strict``, one with a fault."""
        found = self.known(session, manifest)
        if told := [*found.unreadable, *(found.faults if strict else ())]:
            more = f" ({len(told) - 1} more; `jumin content draft show` tells all)" if len(told) > 1 else ""
            raise StepRefused(f"{told[0]}{more}")

    def demand_held(self, manifest: Manifest) -> None:
        """Refuse a release that a serving process cannot answer from."""
        if trouble := self.trouble(manifest):
            raise StepRefused(trouble)

    def found(self, moment: Moment, draft: Draft, by: str) -> Findings:
        """What a draft does to what is current, where nothing of it stands in the way. Raises Ungated, StepRefused."""
        run = gate_runs.passed(moment.session, draft, identify(moment.manifest), moment.at)
        if run is None:
            raise Ungated(draft.number, by, moment.at)
        if told := run.findings.blocks:
            more = f" ({len(told) - 1} more; `jumin content draft show` tells all)" if len(told) > 1 else ""
            raise StepRefused(f"{told[0]}{more}")
        return run.findings

    def unsigned(self, moment: Moment, draft: Draft, by: str) -> list[Part]:
        """The parts of what a draft changes that nobody has signed."""
        signed = gate_runs.signatures(moment.session, draft)
        return gate_runs.unsigned(draft, self.found(moment, draft, by).parts, signed)

    def demand_signed(self, moment: Moment, draft: Draft, by: str) -> None:
        """Refuse a draft of which a part is not signed."""
        if left := self.unsigned(moment, draft, by):
            raise StepRefused(
                f"{len(left)} parts of what draft {draft.number} changes are not signed ({left[0].key}); `jumin "
                f"content draft sign {draft.number}` does so."
            )

    def is_sound(self, session: Session, manifest: Manifest) -> bool:
        """Whether a release has no fault and can be served."""
        return self.known(session, manifest) == Soundness() and not self.trouble(manifest)

    def trouble(self, manifest: Manifest) -> str:
        """What the serving processes told of a release. Raises Unprepared."""
        release = identify(manifest)
        if release not in self.prepared:
            raise Unprepared(manifest)
        return self.prepared[release]

    def known(self, session: Session, manifest: Manifest) -> Soundness:
        """What the check told of a release. Raises Unchecked."""
        release = identify(manifest)
        if release not in self.checked:
            raise Unchecked(texts_of(session, manifest), release)
        return self.checked[release]
