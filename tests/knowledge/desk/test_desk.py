"""The way of a draft on both databases: who may do what when, and what is current at which instant."""
from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from desks import CITY, HOUR, NOON, approved, desk_of, draft_at, edit, publication_at, rebased, texts_at, written
from sqlalchemy.exc import DatabaseError

from knowledge.accounts.accounts import disable
from knowledge.accounts.model import AccountRefused
from knowledge.audit.log import look_through
from knowledge.database import Base, open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.draft import BaseMoved, StepRefused
from knowledge.desk.publications import history
from knowledge.desk.reading import about
from knowledge.desk.showing import shown
from knowledge.desk.tables import ReviewRow, SignatureRow
from knowledge.releases.documents import DocumentRefused, identify, manifest_of
from knowledge.silences.tables import SilenceEndRow, SilenceRow

KEPT = (
    "document", "content_text", "revision", "review", "signature", "release", "publication", "silence", "silence_end",
    "audit",
)
TOPIC, NOTICE = "answers/topics/t.yml", "notices/a.yml"


@pytest.fixture
def desk(sqlite_store, tmp_path) -> Desk:
    return desk_of(open_engine(f"sqlite:///{shutil.copy(sqlite_store, tmp_path / 'desk.db')}"))


@pytest.fixture
def both(stored) -> Desk:
    """The same on each of the databases."""
    return desk_of(stored)


def refused(step, *arguments, **named) -> str:
    with pytest.raises((StepRefused, AccountRefused, DocumentRefused)) as refusal:
        step(*arguments, **named)
    return str(refusal.value)


def kinds(desk: Desk) -> list[str]:
    with transaction(desk.engine) as session:
        return [one.kind for one in history(session)]


def test_a_store_is_seeded_once_with_the_release_of_its_texts(desk):
    desk.seed(lambda: {"city.yml": "name: 乙市\n"}, NOON)
    publication = publication_at(desk, NOON)
    assert (publication.seq, publication.kind, publication.release) == (1, "seed", identify(manifest_of(CITY)))
    assert texts_at(desk, NOON) == CITY and publication_at(desk, NOON - HOUR) is None


def test_what_one_writes_another_approves_and_it_is_current(both):
    number = written(both, TOPIC, "topic: t\ntitle: 新\n")
    assert "is draft" in refused(both.approve, number, "zhao", NOON)
    both.submit(number, "li", NOON)
    assert "is submitted" in refused(both.publish, number, "zhao", NOON)
    both.approve(number, "zhao", NOON)
    assert texts_at(both, NOON) == CITY
    both.model = lambda session, release: "m-1"
    both.publish(number, "qian", NOON)
    assert texts_at(both, NOON) == {**CITY, TOPIC: "topic: t\ntitle: 新\n"}
    assert draft_at(both, number).state == "published"
    published = publication_at(both, NOON)
    assert (published.seq, published.draft, published.by, published.model) == (2, number, "qian", "m-1")
    with transaction(both.engine) as session:
        assert look_through(session) == ""


def test_a_document_comes_and_another_goes(desk):
    number = approved(desk, "notices/b.yml", "notice: b\n")
    desk.publish(number, "zhao", NOON)
    desk.publish(approved(desk, NOTICE, None), "zhao", NOON)
    assert texts_at(desk, NOON) == {**{p: t for p, t in CITY.items() if p != NOTICE}, "notices/b.yml": "notice: b\n"}


def test_nobody_approves_what_he_wrote_a_part_of(desk):
    number = written(desk, TOPIC, "topic: t\n# 1\n", by="sun")
    desk.write(number, [edit(desk, TOPIC, "topic: t\n# 2\n", number)], "li", "又改", NOON)
    desk.submit(number, "li", NOON)
    assert "sun wrote in draft" in refused(desk.approve, number, "sun", NOON)
    for role_lacking in ("li", "wang", "nobody"):
        refused(desk.approve, number, role_lacking, NOON)
    desk.approve(number, "zhao", NOON)
    assert "this needs approver" in refused(desk.publish, number, "li", NOON)


def test_an_edit_after_approval_returns_to_draft(desk):
    number = approved(desk, TOPIC, "topic: t\n# 1\n")
    seen = draft_at(desk, number).hash
    desk.write(number, [edit(desk, TOPIC, "topic: t\n# 1 \n", number)], "wang", "一个空格", NOON)
    assert draft_at(desk, number).state == "draft" and "is draft" in refused(desk.publish, number, "zhao", NOON)
    desk.submit(number, "wang", NOON)
    assert "another one than was looked at" in refused(desk.approve, number, "zhao", NOON, seen=seen)
    desk.write(number, [edit(desk, TOPIC, "topic: t\n# 1\n", number)], "wang", "还原", NOON)
    desk.submit(number, "wang", NOON)
    assert "is submitted" in refused(desk.publish, number, "zhao", NOON), "the old approval of the same text is over"


def test_a_row_that_was_changed_by_hand_approves_nothing(desk):
    number = written(desk, TOPIC, "topic: t\n# 1\n")
    values = {"state": "approved", "agreed": draft_at(desk, number).hash, "approved_by": "qian"}
    with transaction(desk.engine) as session:
        session.execute(Base.metadata.tables["draft"].update().values(values))
    assert "No review says" in refused(desk.publish, number, "zhao", NOON) and texts_at(desk, NOON) == CITY
    assert "nothing to write" in refused(desk.begin, [], "li", "改", NOON)


def test_of_two_who_edit_the_same_the_second_is_told(both):
    number = written(both, TOPIC, "topic: t\n# li\n")
    stale = edit(both, TOPIC, "topic: t\n# wang\n", number)
    both.write(number, [edit(both, TOPIC, "topic: t\n# li 2\n", number)], "li", "再改", NOON)
    assert "written by somebody else" in refused(both.write, number, [stale], "wang", "改", NOON)
    assert draft_at(both, number).authors == {"li"}


def test_a_base_that_moved_stops_every_step(desk):
    first, second = approved(desk, TOPIC, "topic: t\n# 1\n"), approved(desk, TOPIC, "topic: t\n# 2\n", by="wang")
    third = written(desk, TOPIC, "topic: t\n# 3\n", by="wang")
    desk.publish(first, "zhao", NOON)
    for step, number in ((desk.publish, second), (desk.publish_urgently, second)):
        with pytest.raises(BaseMoved) as moved:
            step(number, "zhao", *(["急"] if step == desk.publish_urgently else []), NOON)
        assert moved.value.paths == (TOPIC,)
    assert "changed since draft" in refused(desk.submit, third, "wang", NOON)
    desk.write(second, [rebased(desk, TOPIC, "topic: t\n# 1 2\n", second)], "wang", "合", NOON)
    desk.submit(second, "wang", NOON)
    desk.approve(second, "zhao", NOON)
    desk.publish(second, "zhao", NOON)
    assert texts_at(desk, NOON)[TOPIC] == "topic: t\n# 1 2\n"


def test_a_schedule_takes_effect_by_itself(desk):
    number = approved(desk, TOPIC, "topic: t\n# 晚\n")
    desk.publish(number, "zhao", NOON, NOON + HOUR)
    assert draft_at(desk, number).state == "scheduled" and "withdraw it first" in refused(
        desk.write, number, [edit(desk, TOPIC, "x: y\n", number)], "li", "改", NOON
    )
    assert texts_at(desk, NOON + HOUR * 0.999) == CITY and "# 晚" in texts_at(desk, NOON + HOUR)[TOPIC]
    assert draft_at(desk, number, NOON + HOUR).state == "published"
    assert "is published" in refused(desk.withdraw, number, "li", NOON + HOUR)
    assert "is past" in refused(desk.publish, approved(desk, NOTICE, "notice: c\n"), "zhao", NOON, NOON - HOUR)


def test_what_is_published_before_a_schedule_stays_when_its_time_comes(both):
    late, now = approved(both, TOPIC, "topic: t\n# 晚\n"), approved(both, NOTICE, "notice: a\n# 早\n", by="wang")
    both.publish(late, "zhao", NOON, NOON + HOUR)
    both.publish(now, "zhao", NOON)
    assert texts_at(both, NOON) == {**CITY, NOTICE: "notice: a\n# 早\n"}
    assert texts_at(both, NOON + HOUR) == {**CITY, NOTICE: "notice: a\n# 早\n", TOPIC: "topic: t\n# 晚\n"}
    assert kinds(both) == ["seed", "publish", "publish", "again"]


def test_what_is_scheduled_is_not_published_over_but_in_an_emergency(desk):
    late, now = approved(desk, TOPIC, "topic: t\n# 晚\n"), approved(desk, TOPIC, "topic: t\n# 早\n", by="wang")
    desk.publish(late, "zhao", NOON, NOON + HOUR)
    assert f"Draft {late}, scheduled for" in refused(desk.publish, now, "zhao", NOON)
    desk.publish_urgently(now, "qian", "有人受伤", NOON)
    assert draft_at(desk, late).state == "draft"
    assert {texts_at(desk, NOON + hours * HOUR)[TOPIC] for hours in range(4)} == {"topic: t\n# 早\n"}


def test_a_schedule_that_is_withdrawn_never_comes(desk):
    first, second = approved(desk, TOPIC, "topic: t\n# 1\n"), approved(desk, NOTICE, "notice: a\n# 2\n", by="wang")
    desk.publish(first, "zhao", NOON, NOON + HOUR)
    desk.publish(second, "zhao", NOON, NOON + 2 * HOUR)
    assert texts_at(desk, NOON + 2 * HOUR) == {**CITY, TOPIC: "topic: t\n# 1\n", NOTICE: "notice: a\n# 2\n"}
    desk.withdraw(first, "wang", NOON)
    assert texts_at(desk, NOON + HOUR) == CITY
    assert texts_at(desk, NOON + 2 * HOUR) == {**CITY, NOTICE: "notice: a\n# 2\n"}


def test_an_emergency_needs_one_approver_a_reason_and_a_second_look(desk):
    number = written(desk, TOPIC, "topic: t\n# 急\n", by="sun")
    assert "--why" in refused(desk.publish_urgently, number, "sun", " \n", NOON)
    assert "needs approver" in refused(desk.publish_urgently, number, "li", "急", NOON)
    desk.publish_urgently(number, "sun", "有人受伤", NOON)
    assert "# 急" in texts_at(desk, NOON)[TOPIC] and draft_at(desk, number).owes_a_look
    assert "sun published" in refused(desk.look_after, number, "sun", NOON)
    desk.look_after(number, "zhao", NOON)
    assert draft_at(desk, number).seen_by == "zhao"
    assert "looked at since" in refused(desk.look_after, number, "qian", NOON)


def test_rolling_back_is_a_new_publication(desk):
    seed = publication_at(desk, NOON).release
    desk.publish(approved(desk, TOPIC, "topic: t\n# 1\n"), "zhao", NOON)
    wrong = publication_at(desk, NOON).release
    late = approved(desk, NOTICE, "notice: a\n# 晚\n")
    desk.publish(late, "zhao", NOON, NOON + HOUR)
    assert "is current" in refused(desk.roll_back, wrong, "zhao", "错", NOON)
    assert "needs approver" in refused(desk.roll_back, seed, "li", "错", NOON)
    assert "no release" in refused(desk.roll_back, "000000000000", "zhao", "错", NOON)
    with transaction(desk.engine) as session:
        scheduled = history(session)[-1].release
    assert "never current" in refused(desk.roll_back, scheduled, "zhao", "错", NOON)
    desk.roll_back(seed, "zhao", "错了", NOON)
    assert texts_at(desk, NOON) == CITY and kinds(desk)[-2:] == ["rollback", "again"]
    assert texts_at(desk, NOON + HOUR) == {**CITY, NOTICE: "notice: a\n# 晚\n"}


def test_what_cannot_be_read_goes_no_further(both):
    number = written(both, TOPIC, "topic: [\n")
    assert "answers/topics/t.yml:2: not YAML" in refused(both.submit, number, "li", NOON)
    assert "not YAML" in refused(both.publish_urgently, number, "zhao", "急", NOON) and texts_at(both, NOON) == CITY
    for text_, said in (("\0", "NUL"), ("\ud800", "not UTF-8"), ("x" * 1_000_001, "at most")):
        assert said in refused(both.begin, [edit(both, TOPIC, text_)], "li", "改", NOON)
    for path in ("../x.yml", "/x.yml", "a//b.yml", ".x.yml", "x\n.yml", "City.yml", "e\u0301.yml"):
        assert refused(both.begin, [edit(both, path, "a: b\n")], "li", "改", NOON)
    with transaction(both.engine) as session:
        assert session.query(ReviewRow).count() == 1


def test_a_disabled_approver_approves_nothing(desk):
    number = written(desk, TOPIC, "topic: t\n# 1\n")
    desk.submit(number, "li", NOON)
    with transaction(desk.engine) as session:
        disable(session, "zhao", NOON, "shell")
    assert "disabled" in refused(desk.approve, number, "zhao", NOON)


def test_the_databases_keep_what_was_said_agreed_and_published(both):
    number = approved(both, TOPIC, "topic: t\n# 1\n")
    both.publish(number, "zhao", NOON)
    with transaction(both.engine) as session:
        session.add(SignatureRow(draft=number, hash="0" * 64, part="answers", by="zhao", why="", at=NOON))
        session.add(SilenceRow(scope="all", key="", sentence="暂停", by="zhao", reason="错", at=NOON))
        session.flush()
        session.add(SilenceEndRow(id=1, by="zhao", at=NOON))
    for name in KEPT:
        table = Base.metadata.tables[name]
        column = next(iter(table.c))
        for statement in (table.delete(), table.update().values({column: column})):
            with pytest.raises(DatabaseError, match="never changed or deleted"), transaction(both.engine) as session:
                session.execute(statement)


def test_four_publish_at_once_and_none_takes_back_another(both):
    paths = [f"notices/n{number}.yml" for number in range(4)]
    numbers = [approved(both, path, f"notice: {path}\n") for path in paths]
    desks = [Desk(both.engine, both.check, gate=both.gate) for _ in numbers]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda desk, number: desk.publish(number, "zhao", NOON), desks, numbers))
    assert set(texts_at(both, NOON)) == {*CITY, *paths} and kinds(both) == ["seed", *["publish"] * 4]
    with transaction(both.engine) as session:
        assert look_through(session) == ""


def test_of_two_who_publish_the_same_document_at_once_one_is_told(both):
    numbers = [approved(both, TOPIC, f"topic: t\n# {number}\n") for number in range(2)]
    with ThreadPoolExecutor(2) as pool:
        tries = [
            pool.submit(Desk(both.engine, both.check, gate=both.gate).publish, number, "zhao", NOON)
            for number in numbers
        ]
    refusals = [str(one.exception()) for one in tries if one.exception()]
    assert len(refusals) == 1 and "changed since draft" in refusals[0] and kinds(both) == ["seed", "publish"]


def test_a_clock_that_is_behind_overlooks_no_publication(desk):
    first, second = approved(desk, TOPIC, "topic: t\n# 1\n"), approved(desk, NOTICE, "notice: a\n# 2\n", by="wang")
    third = approved(desk, TOPIC, "topic: t\n# 3\n", by="wang")
    desk.publish(first, "zhao", NOON + HOUR)
    desk.publish(second, "zhao", NOON)
    assert texts_at(desk, NOON + HOUR) == {**CITY, TOPIC: "topic: t\n# 1\n", NOTICE: "notice: a\n# 2\n"}
    assert "changed since draft" in refused(desk.publish, third, "zhao", NOON)


def test_a_base_that_moved_is_shown_key_by_key(desk):
    first = approved(desk, TOPIC, "topic: t\ntitle: 一\n")
    second = written(desk, TOPIC, "topic: t\ntitle: 二\n", by="wang")
    desk.publish(first, "zhao", NOON)
    note, texts = about(desk.engine, second, NOON)
    found = shown(note.draft, note.note, texts, NOON, [], [])
    key, = found.moved[TOPIC]
    assert (key.key, key.base, key.theirs, key.ours, key.clash) == ("title", None, "一", "二", True)
    assert [change.key for change in found.documents[TOPIC]] == ["title"]
    assert found.comparison is None and found.soundness.unreadable
