"""What of a message asks: without courtesies before it, and without what is only denied before it. Thanks at the end
close the talk where nothing is requested; a place that is only told of behind the question is not asked about. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.features import NOISE
from bot.nlu.grammar.phrases import ENDS, clauses, first, is_all
from bot.nlu.readers.spans import Span
from bot.nlu.wording import QUESTION
from knowledge.text.lexicon import pattern

THANKS_BEHIND = pattern(r"(?:<courtesies.thanks>)(?:<courtesies.to_whom>)*\W*$")
# 那乙街呢 asks as well.
GOES_ON = re.compile("呢[啊呀]?$")


def asked_words(text: str) -> str:
    """The text with blanks in place of the clauses that ask nothing, so that what was found in it stays where it is;
    as it is where nothing else would be left."""
    if ENDS.isdisjoint(text) and not THANKS_BEHIND.search(text):
        return text  # one clause: nothing else would be left
    aside = [*_aside(text)]
    left = "".join(" " if any(start <= i < end for start, end in aside) else sign for i, sign in enumerate(text))
    return left if NOISE.sub("", left) else text


def answers_nothing(text: str) -> bool:
    """不, 没有, 是: an answer and nothing else."""
    return is_all("yes_or_no", NOISE.sub("", text))


def told_beside(text: str, spans: list[Span]) -> list[Span]:
    """The places in clauses that only tell something, behind one that asks about another place (甲街能堂食吗，乙街不行
    我知道); none where something is put right, which may be the place."""
    places = [span for span in spans if span.entity == "place"]
    if len(places) < 2 or any(span.entity == "correction" for span in spans):
        return []
    said = [_clause(text, span) for span in places]
    # 开没开; 是不行的 looks like it, and asks nothing where QUESTION finds no question either.
    asking = [bool(QUESTION.search(clause) or first("asks", clause)) for clause in said]
    telling = [not QUESTION.search(clause) and not GOES_ON.search(clause) for clause in said]
    return [span for at, span in enumerate(places) if telling[at] and any(asking[:at])]


def _clause(text: str, span: Span) -> str:
    """The clause that a span stands in."""
    return next((text[start:end] for start, end in clauses(text) if start <= span.start < end), "")


def _aside(text: str) -> Iterator[tuple[int, int]]:
    asks_only = first("asks_only", text)
    waiting: list[tuple[int, int]] = []
    for start, end in clauses(text):
        denied = asks_only and end <= asks_only[0] and is_all("denial", text, start, end)
        if denied or is_all("courtesy", text, start, end):
            waiting.append((start, end))
        else:
            yield from waiting
            waiting.clear()
    if first("requests", text):
        yield from waiting
        # 发我一份谢谢, without a comma.
        if thanks := THANKS_BEHIND.search(text):
            yield thanks.span()
