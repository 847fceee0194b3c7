"""What a caller says, cut where one thing ends and another begins. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.nlu.grammar.phrases import first
from bot.nlu.two_questions import BORDER
from knowledge.text.lexicon import pattern

REQUESTS = pattern("<hotline.requests>")
CLAUSE_ENDS = re.compile(r"[,，、\s]+")
# Beyond it a stretch is looked at clause by clause, too; and so much of what was said before may belong to it.
LONG, LONGEST_TOGETHER, MOST_TOGETHER = 18, 45, 3
# Of all that was said so many characters, the last, are read as one.
LONGEST_WHOLE = 400


@dataclass(frozen=True)
class Utterance:
    """A stretch that may be one question; ``final``: the recogniser will not change it."""

    text: str
    final: bool


def utterances(said: Iterable[tuple[str, bool]]) -> Iterator[Utterance]:
    """All that the caller said, in order: texts, each with whether it is final."""
    for whole, final in said:
        for text in BORDER.split(whole):
            if text.strip(" ,，、"):
                yield Utterance(text.strip(" ,，、"), final)


def asks(text: str) -> bool:
    """Whether it is worded as a question or as a request to be told something."""
    return first("asks", text) is not None or REQUESTS.search(text) is not None


def clauses(text: str) -> list[str]:
    """The clauses of a long stretch that ask something; none of a short one."""
    parts = [part for part in CLAUSE_ENDS.split(text) if part]
    return [part for part in parts if asks(part)] if len(text) > LONG and len(parts) > 1 else []


def together(before: list[str], text: str) -> Iterator[str]:
    """The text with one, two, three stretches before it, as long as that may be one sentence."""
    for count in range(1, min(MOST_TOGETHER, len(before)) + 1):
        whole = joined([*before[-count:], text])
        if len(whole) > LONGEST_TOGETHER:
            return
        yield whole


def latest(stretches: Sequence[Utterance]) -> list[str]:
    """The texts of all that was said; of what is very long those at its end."""
    texts, left = [stretch.text for stretch in stretches if stretch.text], LONGEST_WHOLE
    for count, text in enumerate(reversed(texts)):
        left -= len(text)
        if left < 0:
            return texts[len(texts) - max(count, 1):]
    return texts


def as_one(stretches: Iterable[Utterance]) -> str:
    """All that was said as one sentence; of what is very long its end."""
    return joined([stretch.text for stretch in stretches if stretch.text])[-LONGEST_WHOLE:]


def joined(stretches: Sequence[str]) -> str:
    """Several stretches as one sentence."""
    return "，".join(stretches)
