"""Gaps that a clause in force may speak of by now. Pure.

A clause is put beside a gap by the pairs of characters that the words about the clause share with the ways in which the
gap is asked, rare pairs counting more. It is a hint for people, who read the clause.
"""
from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.answers.model import Answer
from knowledge.notices.model import clause_in_force
from knowledge.releases.release import Release

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# Of 111 hints from here on over the gaps of examples/shenzhen-2022, 56 are clauses that their parts do cite.
LEAST, MOST = 0.5, 3


@dataclass(frozen=True)
class Hint:
    """A clause that may fill a gap."""

    topic: str
    notice: str
    clause: str


def hints(release: Release, examples: Mapping[str, Iterable[str]], at: datetime) -> list[Hint]:
    """For each gap that no notice answers at ``at`` the clauses that it may have overlooked, at most MOST, the likest
    first. ``examples``: how each topic is asked."""
    asked = {
        topic: pairs([answer.title, *examples.get(topic, ())]) for topic, answer in release.answers.items()
    }
    often = Counter(pair for own in asked.values() for pair in own)
    weight = {pair: math.log((len(asked) + 1) / (count + 0.5)) for pair, count in often.items()}
    clauses = {
        (key, clause): pairs([about]) for key, notice in release.notices.items()
        for clause, about in notice.clauses.items() if clause_in_force(key, clause, release.notices, at)
    }
    return [
        Hint(topic, *clause) for topic, answer in release.answers.items() if is_open_gap(answer)
        for clause in likest(asked[topic], clauses, weight, cited(answer))
    ]


def is_open_gap(answer: Answer) -> bool:
    return answer.role.name == "gap" and not answer.parts


def cited(answer: Answer) -> set[tuple[str | None, str | None]]:
    return {(part.notice, part.clause) for part in answer.nearby}


def likest(
    asked: set[str], clauses: Mapping[tuple[str, str], set[str]], weight: Mapping[str, float], known: set
) -> list[tuple[str, str]]:
    """The clauses of which a gap's questions hold the most."""
    rare = math.log(2 * (len(weight) + 1))
    shares = []
    for clause, about in clauses.items():
        whole = sum(weight.get(pair, rare) for pair in about)
        share = sum(weight.get(pair, rare) for pair in about & asked) / whole if whole else 0.0
        if share >= LEAST and clause not in known:
            shares.append((-share, clause))
    return [clause for _, clause in sorted(shares)[:MOST]]


def pairs(texts: Iterable[str]) -> set[str]:
    """All pairs of Chinese characters that stand side by side."""
    runs = [run for text in texts for run in CHINESE.findall(text)]
    return {run[place:place + 2] for run in runs for place in range(len(run) - 1)}
