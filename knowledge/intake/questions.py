"""Questions with their answers in a text: what is asked rules nothing, and a bare 暂时不能 rules what was asked. Pure."""
from __future__ import annotations

import re

from knowledge.intake.cues import CLOSED, OPEN, by_kind, cues_of
from knowledge.intake.model import Sentence
from knowledge.intake.names import Names
from knowledge.intake.ruled import Ruled
from knowledge.intake.words import pattern

ASKS, ANSWERS = pattern(r"\s*<outline.asks>"), pattern(r"\s*<outline.answers>")
AFFIRMS, DENIES = (pattern(rf"\s*(?:<outline.answers>)?\s*(?:<verdicts.{word}>)[了的]?[。!,]?\s*")
                   for word in ("affirms", "denies"))
MARK = re.compile(r"[?？]\s*$")


def is_question(text: str, one: Sentence) -> bool:
    said = text[one.start:one.end]
    return bool(ASKS.match(said) or MARK.search(said)) and not ANSWERS.match(said)


def is_bare(text: str, one: Sentence) -> bool:
    """A yes or no without more."""
    said = text[one.start:one.end]
    return bool(ANSWERS.match(said) and (DENIES.fullmatch(said) or AFFIRMS.fullmatch(said)))


def goes_on(text: str, one: Sentence) -> bool:
    """Whether its line says more: what that rules is told there."""
    return bool(text[one.end:].partition("\n")[0].strip())


def answered(text: str, one: Sentence, asked: Sentence | None, names: Names) -> list[Ruled]:
    """What a bare answer rules on the kinds that the question before it asked whether they may open."""
    if asked is None or not any(word == OPEN for _, _, word in cues_of(text, asked.start, asked.end)):
        return []
    keys = list(dict.fromkeys(each.key for each in names.venues(text, asked.start, asked.end)))
    said = text[one.start:one.end]
    word = CLOSED if DENIES.fullmatch(said) else OPEN if AFFIRMS.fullmatch(said) else None
    if not (word and keys):
        return []
    return [Ruled(one.start, one.end, verdict, some, sure=False) for verdict, some in by_kind(word, keys)]
