"""Whether answers begin with the answer: nothing of what may be said later stands before it."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from knowledge.city.folder import LANGUAGE
from knowledge.releases.release import Release
from knowledge.text.located_yaml import read_located

# So many characters are read at a glance; within them the first clause has ended.
GLANCE = 20
CLAUSE_END = re.compile(r"[，。：；！？、（\n]")


def late_answers(release: Release, places: Mapping) -> Iterator[str]:
    """Topics whose words begin with something else than the answer. Words of conversation may."""
    for topic, answer in release.answers.items():
        if answer.role.is_conversation:
            continue
        first = answer.not_stated or next((part.text for part in answer.parts if part.text), "")
        if fault := late(first):
            yield f"{places.get((topic, 1), f'topic {topic}')}: {fault}"


def late(text: str) -> str | None:
    """Why a text does not begin with the answer; None where it does, or says nothing."""
    if found := openings().match(text):
        return f"{found.group()!r} stands before the answer; begin with yes, no, the number, the name or whom to call."
    first = CLAUSE_END.split(text, 1)[0]
    if len(first) > GLANCE:
        return f"the first clause has {len(first)} characters; say the answer within {GLANCE}, the rest behind it."
    return None


@lru_cache(maxsize=1)
def openings() -> re.Pattern[str]:
    """What stands before an answer (language/openings.yml)."""
    return re.compile("|".join(read_located(LANGUAGE / "openings.yml").texts("before_the_answer")))
