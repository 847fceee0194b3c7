"""Answers that change, by what changes them, with the questions that get them. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.releases.comparison.cells import row_changes
from knowledge.releases.comparison.said import cited, words_to
from knowledge.releases.release import Release

# Causes are told by what they are of: topic KEY, notice KEY, row NOTICE#CLAUSE, words NAME.
TOGETHER = ("together",)


@dataclass(frozen=True)
class Question:
    """A golden question or a case: the words of a resident, the topic that they are to be understood as, and the
    instant that they are about, if they name one."""

    text: str
    topic: str
    at: datetime | None = None


@dataclass(frozen=True)
class AnswerChange:
    """What is said to a topic at an instant before and after (None: there is no such topic, empty: nothing), by what it
    changes, and the questions that ask it."""

    causes: tuple[str, ...]
    topic: str
    at: datetime
    before: str | None
    after: str | None
    questions: tuple[str, ...]


def answer_changes(
    before: Release, after: Release, instants: Iterable[datetime], questions: Iterable[Question]
) -> list[AnswerChange]:
    """All changes, those of one cause together. A question that names its own instant is looked at then as well."""
    asked: dict[str, list[Question]] = {}
    for question in questions:
        asked.setdefault(question.topic, []).append(question)
    found = [
        change for topic in {**before.answers, **after.answers}
        for change in changes_of_topic(before, after, topic, tuple(instants), asked.get(topic, ()))
    ]
    return sorted(found, key=lambda change: change.causes)


def changes_of_topic(
    before: Release, after: Release, topic: str, instants: tuple[datetime, ...], asked: Iterable[Question]
) -> Iterator[AnswerChange]:
    own = {question.at for question in asked if question.at}
    for at in dict.fromkeys((*instants, *sorted(own))):
        old, new = words_to(before, topic, at), words_to(after, topic, at)
        if old != new:
            texts = dict.fromkeys(one.text for one in asked if one.at == at or (one.at is None and at in instants))
            yield AnswerChange(causes_of(before, after, topic), topic, at, old, new, tuple(texts))


def causes_of(before: Release, after: Release, topic: str) -> tuple[str, ...]:
    """What of a topic's own differs between the releases: its file, the notices that it rests on or that change these,
    the rows of its kinds of venues, phrases."""
    old, new = before.answers.get(topic), after.answers.get(topic)
    causes = [f"topic {topic}"] if old != new else []
    notices = {notice for notice, _ in cited(old) | cited(new)}
    others = changed(before.notices, after.notices)
    causes += [f"notice {key}" for key in others if touches(before, after, key, notices)]
    venues = {*(old.role.venues if old else ()), *(new.role.venues if new else ())}
    if venues:
        rows = [row for rows in row_changes(before, after) for row in rows]
        causes += [f"row {row.notice}#{row.clause}" for row in rows if row.venues is None or venues & {*row.venues}]
    if not causes:
        causes = [f"words {name}" for name in changed(before.words, after.words)]
    return tuple(dict.fromkeys(causes)) or TOGETHER


def touches(before: Release, after: Release, key: str, notices: set[str]) -> bool:
    """Whether a notice is one of these, or changes one of them in either release."""
    versions = [release.notices[key] for release in (before, after) if key in release.notices]
    return key in notices or any(change.notice in notices for one in versions for change in one.changes)


def changed(old: Mapping, new: Mapping) -> list[str]:
    """The keys under which two mappings differ."""
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]
