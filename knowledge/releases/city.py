"""What a release says of its city as a whole (data/city.yml). Pure."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.notices.located import Located

# The kinds of zones are the rulebook's.
KEYS = ("first_questions", "zone_kinds")


@dataclass(frozen=True)
class City:
    """``first_questions``: topics that a page offers before anything was asked, in their order."""

    first_questions: tuple[str, ...]


def check_city(table: Located, topics: Collection[str]) -> City:
    """The city out of its file. Raises ContentError with file and line."""
    table.allow(*KEYS)
    questions = table.texts("first_questions")
    for topic in questions:
        if topic not in topics:
            raise table.refuse(f"first_questions: {topic!r} is no topic with an answer.", "first_questions")
    return City(questions)
