"""Whom a publication concerns: residents who were told what is stated no more. Values only."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.answers.wording import say_hour
from knowledge.clock import SHANGHAI
from knowledge.releases.english import ENGLISH
from knowledge.releases.release import Release

# How a correction stands: nobody was sent one, it waits for the resident's next visit or message, it was given, or
# perhaps given.
NONE, WAITS, GIVEN, PERHAPS = "none", "waits", "given", "perhaps"
FATES = (NONE, WAITS, GIVEN, PERHAPS)


@dataclass(frozen=True)
class Concerned:
    """Conversations that were told something of a topic that holds no more, and did not ask it again since.
    ``channels``: on each channel how many of them stand how (one of FATES); ``questions``: some of theirs, personal
    details masked; ``first`` and ``last``: when they were told (machine time)."""

    topic: str
    channels: Mapping[str, Mapping[str, int]]
    questions: tuple[str, ...]
    first: datetime
    last: datetime

    def count(self, *fates: str) -> int:
        """How many conversations stand so; all of them without any fate."""
        return sum(
            number for of_channel in self.channels.values() for fate, number in of_channel.items()
            if not fates or fate in fates
        )


def message_of(release: Release, topic: str, told_at: datetime, language: str = "") -> dict[str, Any]:
    """What is said to a resident, in English where that is his language and there is such a form. It states nothing
    itself, so that it is never outdated: its button asks the question anew."""
    answer, phrase, at = release.answers[topic], release.words["corrected"], told_at.astimezone(SHANGHAI)
    title, words, day, more = answer.title, phrase.text, say_hour(at), {}
    if language == ENGLISH and phrase.english.get("text") and answer.english.get("title"):
        title, words, day = answer.english["title"], phrase.english["text"], f"{at.day} {at:%B}"
        more = {"language": ENGLISH}
    buttons = [{"title": title, "payload": f"topic:{topic}"}]
    return {"text": words.format(day=day, title=title), "buttons": buttons, "card": None, "source": None, **more}


def receipt_of(release: Release, topic: str, now: datetime) -> dict[str, Any]:
    """What stands beside it: it was answered from no publication. ``now`` is civil."""
    return {
        "id": None, "topic": topic, "verdict": None, "notices": [], "as_of": now.isoformat(),
        "release": release.identifier, "model": "", "publication": None,
    }
