"""No draft is approved or published past its gate: on both databases, by any call of the desk."""
from __future__ import annotations

from datetime import timedelta

import pytest
from desks import HOUR, NOON, OpenGate, add_people, desk_of, draft_at, edit, written

from knowledge.accounts.model import AccountRefused
from knowledge.audit.log import look_through
from knowledge.database import transaction
from knowledge.desk import Desk, gate_runs
from knowledge.desk.draft import StepRefused
from knowledge.desk.reading import gate_of
from knowledge.releases.gate.findings import ANSWERS, FLIP, Findings, Part, Sample

TOPIC, NOTICE = "answers/topics/t.yml", "notices/a.yml"
TURNED = Part("flip shop low open>closed", FLIP, ("venue shop", "zone low"), 0, 1, (
    Sample("shop low", NOON.isoformat(), "open: 可以", "closed: 不可以", ("能开吗",)),))
WORDED = Part("answers topic t", ANSWERS, ("topic t",), 3, 1, ())


class Finding(OpenGate):
    """Finds what a test tells it to."""

    parts: tuple[Part, ...] = (TURNED, WORDED)
    blocks: tuple[str, ...] = ()
    runs = 0

    def found(self, *_) -> Findings:
        self.runs += 1
        return Findings((NOON.isoformat(),), 1, 0, self.parts, self.blocks)


@pytest.fixture
def desk(stored) -> Desk:
    desk = desk_of(stored)
    desk.gate = Finding(desk.engine)
    return desk


def refused(step, *arguments, **named) -> str:
    with pytest.raises((StepRefused, AccountRefused)) as refusal:
        step(*arguments, **named)
    return str(refusal.value)


def test_what_stands_in_the_way_stops_every_step_but_an_emergency(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.gate.blocks = ("topic t has no answer.",)
    assert refused(desk.submit, number, "li", NOON) == "topic t has no answer."
    desk.gate.blocks = ()
    desk.hold_against(number, "li", NOON)
    desk.submit(number, "li", NOON)
    desk.gate.blocks = ("topic t has no answer.",)
    desk.hold_against(number, "li", NOON)
    assert "no answer" in refused(desk.approve, number, "zhao", NOON)
    assert desk.publish_urgently(number, "zhao", "有人受伤", NOON).urgent
    seen = gate_of(desk.engine, number, NOON)
    assert seen.run.findings.blocks and seen.unsigned == (TURNED, WORDED), "the second look sees all of it"


def test_who_approves_by_command_signs_all_and_each_signature_is_in_the_chain(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.submit(number, "li", NOON)
    desk.approve(number, "zhao", NOON)
    assert gate_of(desk.engine, number, NOON).unsigned == () and desk.gate.runs == 1
    assert desk.publish(number, "zhao", NOON).state == "published"
    with transaction(desk.engine) as session:
        assert look_through(session) == "" and len(gate_runs.signatures(session, draft_at(desk, number))) == 2


def test_part_by_part_a_verdict_needs_somebody_who_wrote_none_of_it(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.submit(number, "li", NOON)
    assert desk.sign(number, "li", NOON) == [TURNED.key]
    assert "not signed" in refused(desk.approve, number, "zhao", NOON, signs=())
    assert "changes no 'answers x'" in refused(desk.sign, number, "wang", NOON, ["answers x"])
    add_people(desk.engine, {"wu": ["agent"]})
    assert "has the roles agent" in refused(desk.sign, number, "wu", NOON)
    assert desk.sign(number, "wang", NOON, [TURNED.key]) == []
    assert desk.approve(number, "zhao", NOON, signs=()).state == "approved"


def test_one_more_byte_and_nothing_is_signed_or_held_against_anything(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.submit(number, "li", NOON)
    desk.sign(number, "wang", NOON)
    desk.write(number, [edit(desk, TOPIC, "topic: t\n# 新 \n", number)], "li", "改", NOON)
    assert gate_of(desk.engine, number, NOON).run is None
    desk.submit(number, "li", NOON)
    assert desk.gate.runs == 2 and len(gate_of(desk.engine, number, NOON).unsigned) == 2


def test_what_others_published_since_is_held_against_once_more_and_what_is_new_there_is_signed(desk):
    number, other = written(desk, TOPIC, "topic: t\n# 新\n"), written(desk, NOTICE, "notice: a\n# 新\n", "wang")
    for one in (number, other):
        desk.submit(one, "li", NOON)
        desk.approve(one, "zhao", NOON)
    desk.publish(other, "zhao", NOON)
    desk.gate.parts = (TURNED, WORDED, Part("words x", "words", ("words x",), 0, 1, ()))
    assert "1 parts of what draft 1 changes are not signed (words x)" in refused(desk.publish, number, "zhao", NOON)
    desk.sign(number, "qian", NOON)
    assert desk.publish(number, "zhao", NOON).state == "published"


def test_a_day_later_it_is_held_against_what_is_current_then(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.submit(number, "li", NOON)
    desk.approve(number, "zhao", NOON + HOUR)
    assert desk.gate.runs == 1
    desk.publish(number, "zhao", NOON + timedelta(days=1, hours=1))
    assert desk.gate.runs == 2


def test_a_run_that_somebody_stops_leaves_nothing_to_go_by(desk):
    class Stopped(Finding):
        def found(self, before, after, at, steps) -> Findings:
            desk.cancel_gate(number, "wang", NOON)
            return super().found()
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.gate = Stopped(desk.engine)
    assert "cancelled" in refused(desk.submit, number, "li", NOON)
    assert gate_of(desk.engine, number, NOON).run.state == "cancelled" and draft_at(desk, number).state == "draft"
    desk.gate = Finding(desk.engine)
    assert desk.submit(number, "li", NOON).state == "submitted"


def test_a_run_that_breaks_says_why_and_is_no_run(desk):
    class Broken(Finding):
        def found(self, *_) -> Findings:
            raise StepRefused("No model could be trained on the draft's examples: none.")
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.gate = Broken(desk.engine)
    assert "No model" in refused(desk.submit, number, "li", NOON)
    run = gate_of(desk.engine, number, NOON).run
    assert (run.state, run.trouble[:8]) == ("failed", "No model") and not run.is_alive(NOON)


def test_runs_go_after_their_days_and_signatures_stay(desk):
    number = written(desk, TOPIC, "topic: t\n# 新\n")
    desk.submit(number, "li", NOON)
    desk.sign(number, "wang", NOON)
    with transaction(desk.engine) as session:
        assert gate_runs.forget(session, NOON) == 0 and gate_runs.forget(session, NOON + HOUR) == 1
    seen = gate_of(desk.engine, number, NOON)
    assert seen.run is None and len(seen.signed) == 2
