"""What hangs on a notice or on one of its clauses: all that changes when it ends. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.answers import Answer
from knowledge.releases.release import Release

# In the order in which they are told.
KINDS = ("parts", "rows", "rules", "words", "buttons", "notices")


class UnknownClause(ValueError):
    """There is no such notice or clause; the message says which there are."""


@dataclass(frozen=True)
class Hanging:
    """One thing: of which of KINDS, where it stands, and how it reads."""

    kind: str
    where: str
    says: str


@dataclass(frozen=True)
class Reference:
    """A notice, or one of its clauses."""

    notice: str
    clause: str | None

    def covers(self, notice: str | None, clause: str | None) -> bool:
        return notice == self.notice and self.clause in (None, clause)


def read_reference(release: Release, text: str) -> Reference:
    """NOTICE or NOTICE#CLAUSE. Raises UnknownClause."""
    notice, mark, clause = text.partition("#")
    if notice not in release.notices:
        raise UnknownClause(f"There is no notice {notice!r}; there are {', '.join(sorted(release.notices))}.")
    clauses = release.notices[notice].clauses
    if mark and clause not in clauses:
        raise UnknownClause(f"Notice {notice} has no clause {clause!r}; it has {', '.join(clauses)}.")
    return Reference(notice, clause if mark else None)


def hanging_on(release: Release, reference: Reference) -> tuple[Hanging, ...]:
    """All that hangs on it, by kind."""
    found = (
        *_parts(release, reference), *_rules(release, reference), *_words(release, reference),
        *_buttons(release, reference), *_notices(release, reference),
    )
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _parts(release: Release, reference: Reference) -> Iterator[Hanging]:
    for topic, answer in release.answers.items():
        for number, part in enumerate((*answer.parts, *answer.nearby), 1):
            if reference.covers(part.notice, part.clause) or (part.contradicts and reference.covers(*part.contradicts)):
                yield Hanging("parts", f"{topic}, part {number}", part.text)


def _rules(release: Release, reference: Reference) -> Iterator[Hanging]:
    for row in release.rulebook.rows:
        if reference.covers(row.notice, row.clause) or (row.by_reference and reference.covers(*row.by_reference)):
            yield Hanging("rows", row.where, f"{' '.join(row.venues or ('others',))}: {row.verdict}")
    for rule in release.rulebook.outbreak:
        if reference.covers(rule.notice, rule.clause):
            yield Hanging("rules", "outbreak", f"up to {rule.max_cases} cases in {rule.max_units} units: one unit")


def _words(release: Release, reference: Reference) -> Iterator[Hanging]:
    for name, phrase in release.words.items():
        if reference.covers(phrase.notice, phrase.clause):
            yield Hanging("words", name, phrase.text)


def _buttons(release: Release, reference: Reference) -> Iterator[Hanging]:
    """Buttons of topics that have nothing else to say."""
    only = {topic for topic, answer in release.answers.items() if _rests_only_on(answer, reference)}
    for where, topic in buttons(release):
        if topic in only:
            yield Hanging("buttons", where, release.answers[topic].title)


def _rests_only_on(answer: Answer, reference: Reference) -> bool:
    return answer.cites and not answer.role.venues and all(reference.covers(p.notice, p.clause) for p in answer.parts)


def buttons(release: Release) -> Iterator[tuple[str, str]]:
    """(where it stands, the topic it asks) of every button that asks a topic."""
    for name, phrase in release.words.items():
        for _, payload in phrase.buttons:
            if payload.startswith("topic:"):
                yield f"words {name}", payload.removeprefix("topic:")
    for topic, answer in release.answers.items():
        yield from ((f"topic {topic}, see_also", other) for other in answer.see_also)
    yield from (("city.yml, first_questions", topic) for topic in release.city.first_questions)


def _notices(release: Release, reference: Reference) -> Iterator[Hanging]:
    for key, notice in release.notices.items():
        for change in notice.changes:
            clauses = (None, reference.clause, change.clause if reference.clause is None else None)
            if change.notice == reference.notice and change.clause in clauses:
                yield Hanging("notices", key, f"{change.how} {change.clause or 'all of it'}")
        for clause, references in notice.refers_to.items():
            if any(reference.covers(*other) for other in references):
                yield Hanging("notices", f"{key}#{clause}", "applies it by reference")
