"""A draft held against what is current: what changes for whom, to be signed part by part, and what may not be. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from knowledge.releases.comparison.losses import lost_topics
from knowledge.releases.gate.asked import Progress, Score, Understood
from knowledge.releases.gate.changed_answers import ChangedAnswers, holds, rows_by_venue
from knowledge.releases.gate.findings import FACT, FLIP, Findings, Part, Sample
from knowledge.releases.gate.required_facts import FACTS, Facts, fold
from knowledge.releases.gate.sides import Side
from knowledge.releases.release import Release
from knowledge.rulebook.venues import cells

# In points: what understanding of all test questions may fall by. That of a topic may not fall at all.
MOST_FALL = 0.3


def hold_against(
    before: Facts, after: Facts, understood: Understood, instants: Sequence[datetime],
    told: Progress = lambda done, of: None,
) -> Findings:
    """``before`` and ``after``: the releases with what their answers have to say. ``told``: instants done."""
    old, new = Side(before.release), Side(after.release)
    blocks, facts, turned = {}, {}, {}
    for done, at in enumerate(instants, 1):
        blocks |= dict.fromkeys(lost(before.release, after.release, at))
        for flip in flips(old, new, at):
            turned.setdefault(flip.key, flip)
        for part, broken in required(before, after, old, new, at):
            facts |= {part.key: part} if part else {}
            blocks |= {broken: None} if broken else {}
        told(done, len(instants))
    answers = ChangedAnswers(old, new).parts(understood.questions, instants)
    return Findings(
        tuple(at.isoformat() for at in instants), len(understood.questions), understood.unread,
        (*turned.values(), *answers, *facts.values()), (*blocks, *falls(understood.scores)),
    )


def lost(before: Release, after: Release, at: datetime) -> Iterator[str]:
    """Topics that had an answer and have none, as sentences without their instant: one is enough."""
    yield from (loss.what for loss in lost_topics(before, after, (at,)))


def flips(old: Side, new: Side, at: datetime) -> Iterator[Part]:
    """Every cell of which another verdict is given; the words of one verdict may change with the answers."""
    for venue in {**old.release.rulebook.kinds, **new.release.rulebook.kinds}:
        for zone in dict.fromkeys((*cells(old.release.rulebook, at), *cells(new.release.rulebook, at))):
            was, said = old.cell(venue, zone, at), new.cell(venue, zone, at)
            if word_of(was) != word_of(said):
                key = f"{FLIP} {venue} {zone} {word_of(was)}>{word_of(said)}"
                sample = Sample(f"{venue} {zone}", at.isoformat(), was, said)
                yield Part(key, FLIP, (f"venue {venue}", f"zone {zone}"), 0, 1, (sample,))


def word_of(told: str | None) -> str | None:
    """The verdict of a cell as knowledge.releases.comparison.cells tells it."""
    return told.partition(":")[0] if told else None


def required(before: Facts, after: Facts, old: Side, new: Side, at: datetime) -> Iterator[tuple[Part | None, str]]:
    """Facts that were said and are no longer, or that must not be said and are: to be signed where the clauses that
    said them have ended (a part), and else what stands in the way (a sentence)."""
    for topic in after.specs:
        if topic not in after.release.answers:
            continue
        was, said = (fold(side.topic(topic, at) or "") for side in (old, new))
        try:
            yield from facts_of_topic(before, after, topic, was, said, at)
            yield from facts_of_phrases(before, after, topic)
        except re.error as error:
            yield None, f"{FACTS}: a pattern of {topic} is none: {error}."


def facts_of_topic(
    before: Facts, after: Facts, topic: str, was: str, said: str, at: datetime
) -> Iterator[tuple[Part | None, str]]:
    # What an answer takes from the conversation is not seen here.
    is_computed, known = after.release.answers[topic].role.is_computed, before.needed(topic, at)
    for pattern in after.needed(topic, at):
        if re.search(pattern, said) or ((is_computed or pattern in known) and not re.search(pattern, was)):
            continue
        if has_lapsed(before.release, after.release, topic, pattern, at):
            yield Part(f"{FACT} {topic} {pattern}", FACT, (f"fact {pattern}",), 0, 1, (
                Sample(topic, at.isoformat(), was, said),)), ""
        else:
            yield None, f"topic {topic} no longer says {pattern!r}, which {FACTS} requires of it."
    for pattern in after.barred(topic, at):
        if re.search(pattern, said) and not re.search(pattern, was):
            yield None, f"topic {topic} says {pattern!r}, which {FACTS} forbids it."


def facts_of_phrases(before: Facts, after: Facts, topic: str) -> Iterator[tuple[None, str]]:
    old, new = before.release.words, after.release.words
    for name, pattern in after.phrases(topic):
        said = name in new and re.search(pattern, fold(new[name].text))
        if not said and name in old and re.search(pattern, fold(old[name].text)):
            yield None, f"phrase {name} no longer says {pattern!r}, which {FACTS} requires of it."


def has_lapsed(before: Release, after: Release, topic: str, pattern: str, at: datetime) -> bool:
    """Whether a clause out of which the fact was said held and holds no longer. Where no part says it by itself, any
    clause of the topic's parts, or other rows for its venues: their verdicts are signed one by one."""
    answer = before.answers.get(topic)
    if answer is None:
        return False
    parts, venues = [part for part in (*answer.parts, *answer.nearby) if part.notice], {*answer.role.venues}
    own = [part for part in parts if re.search(pattern, fold(part.text + part.unstated))]
    ended = any(
        holds(before, clause, at) and not holds(after, clause, at)
        for clause in {(part.notice, part.clause) for part in own or parts}
    )
    return ended or (not own and bool(venues & rows_by_venue(before, after).keys()))


def falls(scores: Sequence[Score]) -> Iterator[str]:
    """Where understanding falls: of a topic at all, of all test questions by more than MOST_FALL points."""
    for one in scores:
        if one.after < one.before:
            yield (
                f"Of {one.questions} test questions of topic {one.topic}, {one.after} are understood, and "
                f"{one.before} were."
            )
    asked = sum(one.questions for one in scores)
    was, now = (100 * sum(count) / max(asked, 1) for count in ([s.before for s in scores], [s.after for s in scores]))
    if was - now > MOST_FALL:
        yield f"Understanding falls from {was:.1f} % to {now:.1f} % of {asked} test questions."
