"""Answers that a draft changes, by what changes them, with the questions that get them. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from knowledge.notices.model import clause_in_force
from knowledge.releases.comparison.answers import TOGETHER, causes_of, changed
from knowledge.releases.comparison.cells import row_changes
from knowledge.releases.comparison.said import cited
from knowledge.releases.gate.asked import Asked, Meaning
from knowledge.releases.gate.findings import ANSWERS, UNDERSTANDING, WORDS, Part, Sample
from knowledge.releases.gate.sides import Side
from knowledge.releases.release import Release

MOST_SAMPLES, MOST_QUESTIONS = 5, 5


@dataclass
class Changes:
    """Those of one group while they are gathered: ``asked`` are the questions that get any of them."""

    kind: str
    causes: tuple[str, ...]
    samples: list[Sample] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)

    def add(self, sample: Sample, questions: Iterable[Asked]) -> None:
        self.samples.append(sample)
        self.asked |= {question.text: question.times for question in questions}

    def part(self) -> Part:
        return Part(
            " ".join((self.kind, *self.causes)), self.kind, self.causes, sum(self.asked.values()), len(self.samples),
            self.told_once()[:MOST_SAMPLES],
        )

    def told_once(self) -> tuple[Sample, ...]:
        """The samples, of those that differ in nothing but the instant the first."""
        found: dict[tuple, Sample] = {}
        for one in self.samples:
            found.setdefault((one.about, one.before, one.after), one)
        return tuple(found.values())


@dataclass(frozen=True)
class ChangedAnswers:
    """Gathers them between two sides."""

    before: Side
    after: Side

    def parts(self, questions: Iterable[Asked], instants: Iterable[datetime]) -> list[Part]:
        """All groups. A topic that nobody asks is looked at all the same; a question that names its own instant is put
        then alone."""
        groups: dict[tuple[str, ...], Changes] = {}
        for (old, new), asked in self.by_meaning(questions).items():
            for causes, sample, those in self.changes(old, new, asked, tuple(instants)):
                kind = UNDERSTANDING if old != new else ANSWERS
                groups.setdefault((kind, *causes), Changes(kind, causes)).add(sample, those)
        known = {cause for group in groups.values() for cause in group.causes}
        return [*(group.part() for group in groups.values()), *self.other_words(known)]

    def by_meaning(self, questions: Iterable[Asked]) -> dict[tuple[Meaning, Meaning], list[Asked]]:
        """Questions that are one to both sides; every topic by itself, too."""
        topics = {**self.before.release.answers, **self.after.release.answers}
        found: dict[tuple[Meaning, Meaning], list[Asked]] = {(Meaning(topic), Meaning(topic)): [] for topic in topics}
        for question in questions:
            found.setdefault((question.before, question.after), []).append(question)
        return found

    def changes(
        self, old: Meaning, new: Meaning, asked: list[Asked], instants: tuple[datetime, ...]
    ) -> Iterator[tuple[tuple[str, ...], Sample, list[Asked]]]:
        own = {question.at for question in asked if question.at}
        for at in dict.fromkeys((*instants, *sorted(own))):
            was, said = self.before.said(old, at), self.after.said(new, at)
            those = [one for one in asked if one.at == at or (one.at is None and at in instants)]
            if was == said or (asked and not those):
                continue
            causes = ("understanding",) if old != new else self.causes(old, at)
            texts = tuple(one.text for one in those)[:MOST_QUESTIONS]
            about = old.topic if old.topic == new.topic else f"{old.topic} > {new.topic}"
            yield causes, Sample(about, at.isoformat(), was, said, texts), those

    def causes(self, meaning: Meaning, at: datetime) -> tuple[str, ...]:
        """The clauses that hold no longer, and what else differs of the topic or of the rows of the venues named."""
        lapsed = tuple(f"lapsed {notice}#{clause}" for notice, clause in self.lapsed(meaning.topic, at))
        others = self._causes_of.get(meaning.topic, ())
        rows = tuple(cause for venue in meaning.venues for cause in self._rows.get(venue, ()))
        known = tuple(dict.fromkeys((*lapsed, *(one for one in others if one != TOGETHER[0]), *rows)))
        return known or TOGETHER

    def lapsed(self, topic: str, at: datetime) -> Iterator[tuple[str, str]]:
        """The clauses of a topic's answer that hold without the draft and not with it."""
        for clause in sorted(cited(self.before.release.answers.get(topic))):
            if holds(self.before.release, clause, at) and not holds(self.after.release, clause, at):
                yield clause

    @cached_property
    def _causes_of(self) -> dict[str, tuple[str, ...]]:
        releases = self.before.release, self.after.release
        return {topic: causes_of(*releases, topic) for topic in {**releases[0].answers, **releases[1].answers}}

    @cached_property
    def _rows(self) -> dict[str, tuple[str, ...]]:
        return rows_by_venue(self.before.release, self.after.release)

    def other_words(self, known: set[str]) -> Iterator[Part]:
        """Phrases that differ and that none of the changed answers was told to come of."""
        old, new = self.before.release.words, self.after.release.words
        for name in changed(old, new):
            cause = f"words {name}"
            if cause not in known:
                texts = (one.text if one else None for one in (old.get(name), new.get(name)))
                yield Part(f"{WORDS} {cause}", WORDS, (cause,), 0, 1, (Sample(name, "", *texts),))


def rows_by_venue(before: Release, after: Release) -> dict[str, tuple[str, ...]]:
    """The rows that come or go, as causes, by the kinds of venues that they speak of."""
    found: dict[str, dict[str, None]] = {}
    for row in (row for rows in row_changes(before, after) for row in rows):
        for venue in row.venues or {**before.rulebook.kinds, **after.rulebook.kinds}:
            found.setdefault(venue, {})[f"row {row.notice}#{row.clause}"] = None
    return {venue: tuple(causes) for venue, causes in found.items()}


def holds(release: Release, clause: tuple[str, str], at: datetime) -> bool:
    """Whether a release has a clause, and it is in force."""
    notice = release.notices.get(clause[0])
    return bool(notice and clause[1] in notice.clauses and clause_in_force(*clause, release.notices, at, True))
