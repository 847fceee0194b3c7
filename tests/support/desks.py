"""A desk with people at it, over a city of a few small documents."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from argon2 import PasswordHasher

from knowledge.accounts import passwords
from knowledge.accounts.accounts import add_account
from knowledge.database import transaction
from knowledge.desk import Desk
from knowledge.desk.drafts import Edit, load
from knowledge.desk.gate import Gate
from knowledge.desk.publications import current_in, manifest_now
from knowledge.desk.texts import texts_of
from knowledge.releases.gate.findings import Findings
from knowledge.releases.soundness import Soundness, yaml_fault

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
# Li and Wang write, Zhao and Qian approve, and Sun may do both.
PEOPLE = {"li": ["editor"], "wang": ["editor"], "zhao": ["approver"], "qian": ["approver"],
          "sun": ["editor", "approver"]}
CITY = {"city.yml": "name: 甲市\n", "notices/a.yml": "notice: a\nclauses: {x: 一}\n", "answers/topics/t.yml": "topic: t\n"}


class OpenGate(Gate):
    """For documents that make no release: nothing of what they change is asked for."""

    def found(self, *_) -> Findings:
        return Findings((), 0, 0, (), ())


def yaml_alone(texts) -> Soundness:
    """That every document is YAML; a whole city is checked in tests of its own."""
    return Soundness(tuple(fault for path, text in texts.items() if (fault := yaml_fault(path, text))))


def add_people(engine, people: dict[str, list[str]], at: datetime = NOON) -> None:
    """Accounts with these roles; their passwords cost nothing, since nobody signs in."""
    kept, passwords.HASHER = passwords.HASHER, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    try:
        with transaction(engine) as session:
            for name, roles in people.items():
                add_account(session, name, roles, "柳絮 sieben Brücken", at, "shell")
    finally:
        passwords.HASHER = kept


def desk_of(engine, check=yaml_alone, texts=CITY, at: datetime = NOON) -> Desk:
    """A seeded desk with PEOPLE."""
    add_people(engine, PEOPLE, at)
    desk = Desk(engine, check, gate=OpenGate(engine))
    desk.seed(lambda: texts, at)
    return desk


def texts_at(desk: Desk, at: datetime) -> dict[str, str]:
    """What is current."""
    with transaction(desk.engine) as session:
        return texts_of(session, manifest_now(session, at))


def publication_at(desk: Desk, at: datetime):
    with transaction(desk.engine) as session:
        return current_in(session, at)


def draft_at(desk: Desk, number: int, at: datetime = NOON):
    with transaction(desk.engine) as session:
        return load(session, number, at)


def edit(desk: Desk, path: str, text: str | None, number: int | None = None, at: datetime = NOON) -> Edit:
    """An edit of a document as it stands in the draft, or as it is published."""
    with transaction(desk.engine) as session:
        entries = {entry.path: entry for entry in load(session, number, at).entries} if number else {}
        entry = entries.get(path)
        return Edit(path, text, entry.base if entry else manifest_now(session, at).get(path), entry and entry.revision)


def rebased(desk: Desk, path: str, text: str, number: int, at: datetime = NOON) -> Edit:
    """An edit in a draft that builds on what is published now."""
    before = edit(desk, path, text, number, at)
    return replace(before, base=edit(desk, path, text, at=at).base)


def written(desk: Desk, path: str, text: str | None, by: str = "li", at: datetime = NOON) -> int:
    """The number of a new draft that changes one document."""
    return desk.begin([edit(desk, path, text, at=at)], by, "改", at).number


def approved(desk: Desk, path: str, text: str | None, by: str = "li", at: datetime = NOON) -> int:
    """Such a draft, submitted and approved by Zhao."""
    number = written(desk, path, text, by, at)
    desk.submit(number, by, at)
    desk.approve(number, "zhao", at)
    return number
