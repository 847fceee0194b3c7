"""The gate as it is run: a draft held against the release that is current, step by step, each told in the store."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from knowledge import clock
from knowledge.database import transaction
from knowledge.desk import drafts, gate_runs
from knowledge.desk.draft import StepRefused
from knowledge.desk.publications import manifest_now
from knowledge.desk.showing import questions_of, release_of
from knowledge.desk.texts import texts_of
from knowledge.notices import ContentError
from knowledge.releases.documents import identify, manifest_of
from knowledge.releases.gate.asked import Asked, Meaning, Progress, Understand, Understood
from knowledge.releases.gate.findings import Findings
from knowledge.releases.gate.gate import hold_against
from knowledge.releases.gate.instants import around
from knowledge.releases.gate.required_facts import facts_of
from knowledge.releases.release import Release

# Told in the store so often, in seconds.
TELLS_EVERY = 0.5
Texts = Mapping[str, str]


class Cancelled(StepRefused):
    """Somebody has cancelled the run."""


def as_named(_before: Texts, after: Texts, _at: datetime, told: Progress) -> Understood:
    """The test questions of a city's own documents, understood as they say."""
    questions = list(questions_of(after))
    told(len(questions), len(questions))
    return Understood(tuple(
        Asked(one.text, Meaning(one.topic), Meaning(one.topic), at=one.at) for one in questions
    ))


class Gate:
    """``now``: the civil instant; ``understand``: what understands the questions; ``release``: the release of texts,
    None where they make none; ``days``: how long runs are kept, which quote what residents asked."""

    def __init__(
        self, engine: Engine, now: Callable[[], datetime] = clock.machine_utc, understand: Understand = as_named,
        release: Callable[[Texts], Release | None] | None = None, days: float = 7.0,
    ) -> None:
        self.engine, self.now, self.understand, self.days = engine, now, understand, days
        self.release = release or Releases().of

    def start(self, number: int, by: str, at: datetime) -> None:
        """The same, so that somebody may look how far it is; here it ends first."""
        self.run(number, by, at)

    def run(self, number: int, by: str, at: datetime) -> None:
        """Hold a draft as it is against what is current, and keep what is found. Blocks, for seconds. Raises
        StepRefused; Cancelled where somebody ends it."""
        with transaction(self.engine) as session:
            gate_runs.forget(session, at - timedelta(days=self.days))
            draft, manifest = drafts.load(session, number, at), manifest_now(session, at)
            before, after = texts_of(session, manifest), texts_of(session, draft.over(manifest))
            steps = Steps(self.engine, gate_runs.begin(session, draft, identify(manifest), by, at), at)
        try:
            steps.end(self.found(before, after, at, steps))
        except Cancelled:
            raise
        except Exception as error:
            steps.fail(str(error) or type(error).__name__)
            raise

    def found(self, before: Texts, after: Texts, at: datetime, steps: Steps) -> Findings:
        """Understand every question once, then put each to both sides at each instant."""
        releases = [self.release(texts) for texts in (before, after)]
        if None in releases:
            raise StepRefused("The documents make no release; `jumin content draft show` tells why.")
        understood = self.understand(before, after, at, steps.part(0))
        instants = around(self.now().astimezone(clock.SHANGHAI).replace(second=0, microsecond=0), *releases)
        facts = (facts_of(texts, release) for texts, release in zip((before, after), releases, strict=True))
        return hold_against(*facts, understood, instants, steps.part(1))


class Releases:
    """The last releases that texts made."""

    def __init__(self) -> None:
        self.made: dict[str, Release | None] = {}

    def of(self, texts: Texts) -> Release | None:
        """None where they make none."""
        name = identify(manifest_of(texts))
        if name not in self.made:
            try:
                made = release_of(texts)
            except ContentError:
                made = None
            self.made = {**dict(list(self.made.items())[-1:]), name: made}
        return self.made[name]


class Steps:
    """How far a run is, as it is told in the store; ``at``: when it began."""

    def __init__(self, engine: Engine, run: int, at: datetime) -> None:
        self.engine, self.run, self.at = engine, run, at
        self.began = self.told = clock.machine_seconds()
        self.parts: dict[int, tuple[int, int]] = {}

    def part(self, number: int) -> Progress:
        """What tells how much of one part of the work is done."""
        def told(done: int, out_of: int) -> None:
            self.parts[number] = (done, out_of)
            if clock.machine_seconds() - self.told >= TELLS_EVERY:
                self.tell(done=sum(one[0] for one in self.parts.values()), out_of=sum(
                    one[1] for one in self.parts.values()))
        return told

    def end(self, findings: Findings) -> None:
        """The run is whole."""
        self.tell(state=gate_runs.DONE, findings=findings)

    def fail(self, trouble: str) -> None:
        """The run is over without any findings."""
        self.tell(state=gate_runs.FAILED, trouble=trouble)

    def tell(self, **values) -> None:
        """Raises Cancelled."""
        self.told = clock.machine_seconds()
        with transaction(self.engine) as session:
            at = self.at + timedelta(seconds=self.told - self.began)
            if not gate_runs.tell(session, self.run, at, **values):
                raise Cancelled("The run of the gate was cancelled.")
