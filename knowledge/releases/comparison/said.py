"""What a release says to a topic at an instant, as far as the topic alone decides it. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.answers import resolve
from knowledge.answers.model import Answer, Said
from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.answers.wording import in_full
from knowledge.releases.release import Release


class AsWritten(dict):
    """A placeholder that only a conversation fills in stays as it is written."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@dataclass(frozen=True)
class Saying:
    """Fills in phrases of a release by their names."""

    release: Release

    def __call__(self, name: str, /, **values: object) -> str:
        return self.release.words[name].text.format_map(AsWritten(values))


def said_to(release: Release, topic: str, at: datetime, channel: str = "web") -> Said | None:
    """What is said to a topic: its parts, and the verdicts of the kinds of venues that it is about; None where the
    release has no such topic."""
    answer = release.answers.get(topic)
    if answer is None:
        return None
    said = resolve(answer, release.notices, at, channel)
    if not answer.role.venues:
        return said
    return VerdictsInWords(release.rulebook, release.notices, Saying(release)).beside(said, answer.role, at)


def words_to(release: Release, topic: str, at: datetime, channel: str = "web") -> str | None:
    """The same in words; empty where nothing is said."""
    said = said_to(release, topic, at, channel)
    return None if said is None else in_full(said, Saying(release))


def cited(answer: Answer | None) -> set[tuple[str, str]]:
    """The clauses that the parts of an answer rest on."""
    parts = (*answer.parts, *answer.nearby) if answer else ()
    return {(part.notice, part.clause) for part in parts if part.notice}
