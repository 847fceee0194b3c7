"""Two editors, one who may also approve, an approver and a clock, in any order: nothing that was written is lost,
nothing is published that was not approved as it is, nobody approves his own words."""
from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta

import pytest
from desks import CITY, NOON, OpenGate, desk_of, draft_at, edit, rebased, yaml_alone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from knowledge.accounts.model import AccountRefused
from knowledge.audit.log import look_through
from knowledge.database import open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.draft import StepRefused
from knowledge.desk.drafts import Edit, all_drafts
from knowledge.desk.publications import history, is_reached
from knowledge.desk.tables import ReviewRow, RevisionRow, TextRow
from knowledge.desk.texts import manifest_in
from knowledge.releases.documents import sha

PATHS = sorted(CITY)
EDITORS, ALL = st.sampled_from(["li", "sun"]), st.sampled_from(["zhao", "zhao", "sun"])
MINUTE = timedelta(minutes=1)
EXAMPLES, STEPS = 200, 3
# Any one step; the steps stand behind the class.
STEP = st.deferred(lambda: st.sampled_from([*WRITING, *DECIDING]))


class Desks(RuleBasedStateMachine):
    """Every step is tried by whoever and whenever; a refusal is as good as a success, as long as the truths hold."""

    template: sqlite3.Connection

    @initialize()
    def begin(self):
        self.engine = open_engine("sqlite://")
        with self.engine.connect() as connection:
            self.template.backup(connection.connection.connection)
        self.desk, self.now, self.count = Desk(self.engine, yaml_alone, gate=OpenGate(self.engine)), NOON, 0
        self.numbers: list[int] = []
        # Every text that was taken, by whom, in which draft; the number of words tells them apart.
        self.taken: list[tuple[int, str, str, str]] = []
        self.read: list[tuple[str, int, Edit]] = []
        for by in ("li", "sun"):
            self.begins(by, 0, PATHS[0])
            self.reads(by, 0, PATHS[0])

    @rule(whats=st.lists(STEP, min_size=3, max_size=5), by=EDITORS, other=ALL, pick=st.integers(0, 2),
          path=st.sampled_from(PATHS))
    def they_do(self, whats, by, other, pick, path):
        """Some steps in a row with one draft; what is not writing is done by somebody else or the same."""
        for what in whats:
            what(self, by if what in WRITING else other, pick, path)

    @rule(pick=st.integers(0, 2), by=EDITORS, other=ALL, between=STEP, later=st.booleans())
    def they_go_the_whole_way(self, pick, by, other, between, later):
        """To publication, with one step of somebody in between."""
        self.submits(by, pick, "")
        self.approves(other, pick, "")
        between(self, by, pick, PATHS[0])
        (self.schedules if later else self.publishes)("zhao", pick, "")

    def number(self, pick: int) -> int:
        return self.numbers[pick % len(self.numbers)]

    def tried(self, step, *arguments):
        try:
            return step(*arguments)
        except (StepRefused, AccountRefused):
            return None

    def words(self) -> str:
        self.count += 1
        return f"words: {self.count}\n"

    def begins(self, by, pick, path):
        text = self.words()
        draft = self.tried(self.desk.begin, [edit(self.desk, path, text, at=self.now)], by, "改", self.now)
        self.numbers.append(draft.number)
        self.taken.append((draft.number, path, text, by))

    def reads(self, by, pick, path):
        number = self.number(pick)
        self.read.append((by, number, edit(self.desk, path, self.words(), number, self.now)))

    def writes_what_was_read(self, by, pick, path):
        if mine := [one for one in self.read if one[0] == by]:
            self.read.remove(mine[0])
            self.writes(*mine[0])

    def reads_and_writes(self, by, pick, path):
        number = self.number(pick)
        self.writes(by, number, edit(self.desk, path, self.words(), number, self.now))

    def brings_together(self, by, pick, path):
        number = self.number(pick)
        self.writes(by, number, rebased(self.desk, path, self.words(), number, self.now))

    def writes(self, by, number, change):
        now = edit(self.desk, change.path, "", number, self.now).revision
        if self.tried(self.desk.write, number, [change], by, "改", self.now):
            self.taken.append((number, change.path, change.text, by))
            assert change.revision == now, "wrote over what he had not read"

    def submits(self, by, pick, path):
        self.tried(self.desk.submit, self.number(pick), by, self.now)

    def approves(self, by, pick, path):
        self.tried(self.desk.approve, self.number(pick), by, self.now)

    def rejects(self, by, pick, path):
        self.tried(self.desk.reject, self.number(pick), by, "不行", self.now)

    def withdraws(self, by, pick, path):
        self.tried(self.desk.withdraw, self.number(pick), by, self.now)

    def publishes(self, by, pick, path):
        self.tried(self.desk.publish, self.number(pick), by, self.now)

    def schedules(self, by, pick, path):
        self.tried(self.desk.publish, self.number(pick), by, self.now, self.now + 2 * MINUTE)

    def publishes_in_an_emergency(self, by, pick, path):
        self.tried(self.desk.publish_urgently, self.number(pick), by, "急", self.now)

    def looks_afterwards(self, by, pick, path):
        self.tried(self.desk.look_after, self.number(pick), by, self.now)

    def rolls_back(self, by, pick, path):
        with transaction(self.engine) as session:
            releases = sorted({one.release for one in history(session)})
        self.tried(self.desk.roll_back, releases[pick % len(releases)], by, "错", self.now)

    def waits(self, by, pick, path):
        self.now += MINUTE

    def teardown(self):
        """All that happened is appended, so that it is enough to look at the end."""
        if hasattr(self, "engine"):
            self.look_at_all()
            self.engine.dispose()

    def look_at_all(self):
        with transaction(self.engine) as session:
            texts = set(session.query(TextRow.text).all())
            columns = RevisionRow.draft, RevisionRow.path, RevisionRow.sha, RevisionRow.author
            revisions = {tuple(row) for row in session.query(*columns)}
            columns = ReviewRow.draft, ReviewRow.decision, ReviewRow.by, ReviewRow.hash, ReviewRow.why
            reviews = session.query(*columns).order_by(ReviewRow.id).all()
            published, drafts = history(session), {one.draft.number: one.draft for one in all_drafts(session, self.now)}
            manifests = {one.release: manifest_in(session, one.release) for one in published}
            assert look_through(session) == ""
        for number, path, text, by in self.taken:
            assert (text,) in texts and (number, path, sha(text), by) in revisions, "lost"
        self.nothing_is_published_unapproved(published, reviews)
        self.nothing_is_taken_back_silently(published, manifests, drafts)

    def nothing_is_published_unapproved(self, published, reviews):
        wrote: dict[int, set[str]] = {}
        last: dict[int, tuple[str, str]] = {}
        decided = set()
        for one in reviews:
            if one.decision == "edited":
                wrote.setdefault(one.draft, set()).add(one.by)
            if one.decision in ("approved", "seen"):
                assert one.by in ("zhao", "qian", "sun") and one.by not in wrote[one.draft], "approved his own words"
            if one.decision == "published":
                assert last[one.draft] == ("approved", one.hash), "published unapproved"
            assert one.decision != "urgent" or one.why
            decided |= {one.draft} if one.decision in ("published", "urgent") else set()
            last[one.draft] = one.decision, one.hash
        assert {one.draft for one in published if one.kind in ("publish", "urgent", "again")} <= decided

    def nothing_is_taken_back_silently(self, published, manifests, drafts):
        """From one publication to the next in time only those documents differ that its draft changes, and of these it
        knew the text; what is called published was in force."""
        for one in published:
            if one.kind not in ("publish", "urgent", "again", "withdraw"):
                continue
            earlier = [o for o in published if o.seq < one.seq and o.effective_at <= one.effective_at]
            before = manifests[max(earlier, key=lambda o: o.seq).release]
            entries = {entry.path: entry for entry in drafts[one.draft].entries if one.kind != "withdraw"}
            differing = {path for path, _ in manifests[one.release].items() ^ before.items()}
            assert differing <= set(entries), "somebody else's words were taken back"
            last = max(o.seq for o in published if o.draft == one.draft) == one.seq
            if last and drafts[one.draft].state == "published":
                assert all(before.get(path) == entries[path].base for path in differing), "over what was not known"
                assert one.effective_at > self.now or is_reached(one, published), "called published, never in force"


WRITING = (
    Desks.begins, Desks.reads, Desks.writes_what_was_read, Desks.reads_and_writes, Desks.brings_together, Desks.submits,
)
DECIDING = (
    Desks.approves, Desks.publishes, Desks.schedules, Desks.publishes_in_an_emergency, Desks.looks_afterwards,
    Desks.rejects, Desks.withdraws, Desks.rolls_back, Desks.waits,
)


@pytest.fixture
def template(sqlite_store, tmp_path):
    """Each begins with a copy of one seeded store."""
    file = shutil.copy(sqlite_store, tmp_path / "seeded.db")
    desk_of(open_engine(f"sqlite:///{file}")).engine.dispose()
    Desks.template = sqlite3.connect(file)
    yield
    Desks.template.close()


def test_no_order_of_steps_loses_words_or_publishes_them_unapproved(template):
    # Three steps are short enough to be read as they were found.
    run_state_machine_as_test(Desks, settings=settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, phases=(Phase.generate,)
    ))


def test_the_truths_are_looked_at_where_something_happened(template):
    """The machine does reach publications; otherwise it would prove nothing."""
    machine = Desks()
    machine.begin()
    machine.they_go_the_whole_way(0, "li", "sun", Desks.reads, True)
    machine.waits("li", 0, "")
    machine.waits("li", 0, "")
    assert draft_at(machine.desk, machine.numbers[0], machine.now).state == "published"
    machine.teardown()
