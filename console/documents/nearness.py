"""Whether a new example of a topic lies nearer to another topic, or is nearly a test question. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

# From this likeness (0 to 1) on another topic's example is worth a word, and a test question tests nothing any more.
LIKE_ANOTHER, LIKE_A_TEST = 0.5, 0.75


@dataclass(frozen=True)
class Near:
    """A new example and what it is like; ``topic`` is the other topic, None where it is a test question."""

    example: str
    like: str
    topic: str | None


def near(topic: str, lines: Iterable[str], owner: Mapping[str, str], tests: Iterable[str]) -> list[Near]:
    """What is to be looked at again of new examples of a topic; ``owner``: the topic of each example that there is,
    ``tests``: the questions that the understanding is measured by."""
    tests = list(tests)
    own = [example for example, of in owner.items() if of == topic]
    others = [example for example, of in owner.items() if of != topic]
    found = []
    for line in lines:
        other, likeness = likest(line, others)
        if likeness >= LIKE_ANOTHER and likeness > likest(line, own)[1]:
            found.append(Near(line, other, owner[other]))
        asked, likeness = likest(line, tests)
        if likeness >= LIKE_A_TEST:
            found.append(Near(line, asked, None))
    return found


def likest(line: str, texts: list[str]) -> tuple[str, float]:
    """The text that is most like a line, by the letters that would have to be changed, and how like (0 to 1)."""
    best = process.extractOne(line, texts, scorer=Levenshtein.normalized_similarity) if texts else None
    return (best[0], best[1]) if best else ("", 0.0)
