"""Today's answers as somebody reads them who asks nothing: all topics to which notices in force say something. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import as_cited
from knowledge.answers import Answer
from knowledge.notices.model import put_aside
from knowledge.notices.window import Window
from knowledge.releases import Release
from knowledge.releases.comparison.instants import windows_of
from knowledge.silences.model import Silence, silence_of

CHANNEL = "web"
# Words of conversation and of danger are no answers to be read, and a gap says that there is none.
NO_ANSWER = ("talk", "danger", "hand_over", "none_fits")


@dataclass(frozen=True)
class Told:
    """A topic's answer: ``sources`` as a reply's card has them (title, day, clauses); ``until``: when it may next be
    another one (None: nothing known ends it). Without sources it is a silence's sentence."""

    topic: str
    group: str
    title: str
    text: str
    sources: tuple[dict, ...]
    until: datetime | None


@dataclass(frozen=True)
class Today:
    """All answers at an instant (Asia/Shanghai), in their groups' order; ``until``: when any fact may next change."""

    at: datetime
    release: str
    until: datetime | None
    groups: tuple[tuple[str, tuple[Told, ...]], ...]

    @property
    def answers(self) -> tuple[Told, ...]:
        """All of them."""
        return tuple(told for _, group in self.groups for told in group)


def today(generator: ReleaseGenerator, at: datetime, silences: Sequence[Silence], machine: datetime) -> Today:
    """What is said at the civil instant ``at`` under the ``silences`` of the instant ``machine``."""
    release = generator.release
    told = [kept(one, silences, machine) for one in answered(generator, at)]
    headings = release.city.groups
    # What stands in no named group comes last, under no heading.
    groups = [(name, tuple(one for one in told if one.group == key)) for key, name in headings.items()]
    groups.append(("", tuple(one for one in told if one.group not in headings)))
    filled = tuple((name, group) for name, group in groups if group)
    return Today(at, release.identifier, next_edge(windows_of(release), at), filled)


def answered(generator: ReleaseGenerator, at: datetime) -> Iterator[Told]:
    """The topics that notices in force say something to."""
    release = generator.release
    for topic, answer in release.answers.items():
        if answer.role.name in NO_ANSWER:
            continue
        said = generator.said(answer, at, CHANNEL)
        text = generator.in_words(said)
        if text and said.sources and not said.is_gap:
            yield Told(
                topic, answer.group, answer.title, text, tuple(cited(release, said.sources)),
                next_edge(windows_about(release, answer), at),
            )


def cited(release: Release, sources: Iterable[tuple[str, str]]) -> Iterator[dict]:
    """Each notice with the clauses that are used of it."""
    clauses: dict[str, list[str]] = {}
    for key, clause in sources:
        clauses.setdefault(key, []).append(clause)
    return (as_cited(release.notices[key], used) for key, used in clauses.items())


def kept(told: Told, silences: Sequence[Silence], machine: datetime) -> Told:
    """The answer, or the sentence of the silence that it falls under."""
    silence = silence_of(silences, (told.topic,), CHANNEL, False, machine)
    return told if silence is None else replace(told, text=silence.sentence, sources=(), until=None)


def windows_about(release: Release, answer: Answer) -> Iterator[Window]:
    """The windows by which an answer can change: of its parts and their clauses, and of the rows whose verdicts it
    tells."""
    for part in (*answer.parts, *answer.nearby):
        if part.notice:
            yield from (part.window, release.notices[part.notice].window_of(part.clause))
            yield from put_aside(part.notice, part.clause, release.notices, words=True)
    for row in release.rulebook.rows if answer.role.venues else ():
        yield from (row.window, *row.replaced)


def next_edge(windows: Iterable[Window], at: datetime) -> datetime | None:
    """The first beginning or end behind an instant."""
    edges = (edge for window in windows for edge in (window.start, window.end) if edge and edge > at)
    return min((edge.astimezone(at.tzinfo) for edge in edges), default=None)
