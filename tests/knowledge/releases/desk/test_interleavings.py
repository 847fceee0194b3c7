"""Two editors, one who may also approve, an approver and a clock, in any order: nothing that was written is lost, nothing
is published that was not approved as it is, nobody approves his own words."""
from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta

import pytest
from desks import CITY, NOON, desk_of, draft_at, edit, rebased, yaml_alone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from knowledge.accounts.model import AccountRefused
from knowledge.audit.log import look_through
from knowledge.database import open_engine, transaction
from knowledge.releases.desk import Desk
from knowledge.releases.desk.drafts import all_drafts
from knowledge.releases.desk.publications import history
from knowledge.releases.desk.tables import ReviewRow, RevisionRow, TextRow
from knowledge.releases.desk.texts import manifest_in
from knowledge.releases.documents import sha
from knowledge.releases.draft import StepRefused

PATHS = sorted(CITY)
EDITORS, ALL = st.sampled_from(["li", "sun"]), st.sampled_from(["li", "sun", "zhao", "qian"])
MINUTE = timedelta(minutes=1)
EXAMPLES, STEPS = 200, 12


class Desks(RuleBasedStateMachine):
    """Every step is tried by whoever and whenever; a refusal is as good as a success, as long as the truths hold."""

    numbers = Bundle("numbers")
    template: sqlite3.Connection

    @initialize()
    def begin(self):
        self.engine = open_engine("sqlite://")
        with self.engine.connect() as connection:
            self.template.backup(connection.connection.connection)
        self.desk, self.now, self.count = Desk(self.engine, yaml_alone), NOON, 0
        # Every text that was taken, by whom, in which draft; the number of words tells them apart.
        self.taken: list[tuple[int, str, str, str]] = []
        self.read: dict[tuple[str, int, str], object] = {}

    def teardown(self):
        """All that happened is appended, so that it is enough to look at the end."""
        if hasattr(self, "engine"):
            self.look_at_all()
            self.engine.dispose()

    def tried(self, step, *arguments, **named):
        try:
            return step(*arguments, **named)
        except (StepRefused, AccountRefused):
            return None

    def words(self) -> str:
        self.count += 1
        return f"words: {self.count}\n"

    @rule(target=numbers, by=EDITORS, path=st.sampled_from(PATHS))
    def starts(self, by, path):
        text = self.words()
        draft = self.tried(self.desk.begin, [edit(self.desk, path, text, at=self.now)], by, "改", self.now)
        self.taken.append((draft.number, path, text, by))
        return draft.number

    @rule(by=EDITORS, number=numbers, path=st.sampled_from(PATHS))
    def reads(self, by, number, path):
        self.read[by, number, path] = edit(self.desk, path, self.words(), number, self.now)

    @rule(by=EDITORS, data=st.data())
    def writes_what_was_read(self, by, data):
        mine = [key for key in self.read if key[0] == by]
        if mine:
            _, number, path = key = data.draw(st.sampled_from(mine))
            change = self.read.pop(key)
            if self.tried(self.desk.write, number, [change], by, "改", self.now):
                self.taken.append((number, path, change.text, by))

    @rule(by=EDITORS, number=numbers, path=st.sampled_from(PATHS))
    def brings_together(self, by, number, path):
        change = rebased(self.desk, path, self.words(), number, self.now)
        if self.tried(self.desk.write, number, [change], by, "合", self.now):
            self.taken.append((number, path, change.text, by))

    @rule(by=ALL, number=numbers)
    def submits(self, by, number):
        self.tried(self.desk.submit, number, by, self.now)

    @rule(by=ALL, number=numbers)
    def approves(self, by, number):
        self.tried(self.desk.approve, number, by, self.now)

    @rule(by=ALL, number=numbers)
    def submits_and_approves(self, by, number):
        self.tried(self.desk.submit, number, "li", self.now)
        self.tried(self.desk.approve, number, by, self.now)

    @rule(by=ALL, number=numbers)
    def rejects_or_withdraws(self, by, number):
        self.tried(self.desk.reject, number, by, "不行", self.now)
        self.tried(self.desk.withdraw, number, by, self.now)

    @rule(by=ALL, number=numbers, later=st.sampled_from([0, 0, 2, 5]))
    def publishes(self, by, number, later):
        self.tried(self.desk.publish, number, by, self.now, self.now + later * MINUTE)

    @rule(by=ALL, number=numbers)
    def publishes_in_an_emergency(self, by, number):
        self.tried(self.desk.publish_urgently, number, by, "急", self.now)
        self.tried(self.desk.look_after, number, by, self.now)

    @rule(by=ALL, data=st.data())
    def rolls_back(self, by, data):
        with transaction(self.engine) as session:
            releases = sorted({one.release for one in history(session)})
        self.tried(self.desk.roll_back, data.draw(st.sampled_from(releases)), by, "错", self.now)

    @rule(minutes=st.integers(1, 3))
    def time_goes_by(self, minutes):
        self.now += minutes * MINUTE

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
        """From one publication to the next in time only those documents differ that its draft changes."""
        for one in published:
            earlier = [o for o in published if o.seq < one.seq and o.effective_at <= one.effective_at]
            if one.kind in ("publish", "urgent", "again", "withdraw"):
                own = {entry.path for entry in drafts[one.draft].entries} if one.kind != "withdraw" else set()
                before = manifests[max(earlier, key=lambda o: o.seq).release]
                assert {path for path, _ in manifests[one.release].items() ^ before.items()} <= own, "taken back"


@pytest.fixture
def template(sqlite_store, tmp_path):
    """Each begins with a copy of one seeded store."""
    file = shutil.copy(sqlite_store, tmp_path / "seeded.db")
    desk_of(open_engine(f"sqlite:///{file}")).engine.dispose()
    Desks.template = sqlite3.connect(file)
    yield
    Desks.template.close()


def test_no_order_of_steps_loses_words_or_publishes_them_unapproved(template):
    run_state_machine_as_test(
        Desks, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True)
    )


def test_the_truths_are_looked_at_where_something_happened(template):
    """The machine does reach publications; otherwise it would prove nothing."""
    machine = Desks()
    machine.begin()
    number = machine.starts("li", PATHS[0])
    machine.submits_and_approves("sun", number)
    machine.publishes("zhao", number, 2)
    machine.time_goes_by(2)
    assert draft_at(machine.desk, number, machine.now).state == "published"
    machine.teardown()
