"""Facts with two homes: what a row of the rulebook states and prose says again. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.answers import Answer
from knowledge.releases.release import Release
from knowledge.rulebook.model import BY_DAY, DISAGREE, ENTRY, NOT_STATED

# Shorter pieces of a condition stand in other sentences too.
LEAST_CONDITION = 6
SENTENCES = re.compile(r"[。；;！？\n]")


def second_homes(release: Release, places: Mapping) -> Iterator[str]:
    """Verdicts in the prose of a topic, where a row states them."""
    ruled = {(row.notice, row.clause) for row in release.rulebook.rows}
    for topic, answer in release.answers.items():
        for number, part in enumerate(answer.parts, 1):
            if not answer.role.venues and (part.notice, part.clause) not in ruled:
                continue
            found = next((word for word in verdict_words(release, answer) if word in part.text + part.unstated), None)
            if found:
                where = places.get((topic, number), f"topic {topic}, part {number}")
                yield (
                    f"{where}: {found!r} is a verdict, and verdicts stand in rulebook/ only; "
                    "take it out, the topic's kinds of venues (with_venues) tell it."
                )


def verdict_words(release: Release, answer: Answer) -> Iterator[str]:
    """What no prose about venues may say: a verdict's words, a condition of a row; in a topic of venues the name of a
    kind of zone too."""
    for key, verdict in release.rulebook.verdicts.items():
        if key not in (NOT_STATED, DISAGREE, BY_DAY):
            yield from (word for words in (verdict.words, verdict.words_if) for word in words.split("，"))
    for text in {text for row in release.rulebook.rows for text in row.conditions}:
        yield from (piece for piece in text.split("，") if len(piece) >= LEAST_CONDITION)
    if answer.role.venues:
        yield from (zone.name for zone in release.rulebook.zones.values())


def rows_told_in_prose(release: Release, places: Mapping) -> Iterator[str]:
    """Sentences anywhere else that name a kind of venue with a verdict that a row gives it."""
    deciding = [row for row in release.rulebook.rows if row.verdict != ENTRY]
    ruled = sorted({(kind, row.verdict) for row in deciding for kind in row.venues or release.rulebook.kinds})
    homes = [
        (places.get((topic, number), f"topic {topic}, part {number}"), part.text + part.unstated)
        for topic, answer in release.answers.items() if not answer.role.venues
        for number, part in enumerate((*answer.parts, *answer.nearby), 1)
    ]
    homes += [(f"words {name}", phrase.text) for name, phrase in release.words.items() if phrase.notice]
    for where, text in homes:
        for sentence in SENTENCES.split(text):
            told = next((pair for pair in ruled if tells(release, *pair, sentence)), None)
            if told:
                yield (
                    f"{where}: {sentence!r} says {told[1]} of {told[0]}, and a row of rulebook/ says it too; "
                    "take it out, and name the kind in the topic's with_venues."
                )


def tells(release: Release, kind: str, verdict: str, sentence: str) -> bool:
    """Whether a sentence names a kind of venue together with the words of a verdict."""
    # Few sentences hold the words of any verdict, and a kind has many names.
    return any(
        words and words in sentence
        for words in (release.rulebook.verdicts[verdict].words, release.rulebook.verdicts[verdict].words_if)
    ) and any(name in sentence for name in release.rulebook.kinds[kind].names)
