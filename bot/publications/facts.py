"""Whether two releases say the same: what a reply that was not told yet is held against. Pure."""
from __future__ import annotations

from typing import Any

from knowledge.releases import Release


def facts(release: Release) -> tuple[Any, ...]:
    """All that replies state: parts of answers, rules, notices, phrases, the city. Titles of topics are no facts. A
    late reply may hold what was asked before it, so that no part is left out."""
    answers = {topic: answer.parts for topic, answer in release.answers.items()}
    return answers, release.rulebook.rows, release.notices, release.words, release.city
