"""Two questions in one message (「超市开不开？还有核酸几点做」): only where both are certain, else it is read as one; and
several kinds of venues in one question. Pure."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.nlu.content import role_of
from bot.nlu.grammar.phrases import first, without
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

BORDER = pattern(
    r"[?？。;；!！]+[\s,，]*(?:还有|另外|顺便|再)?"
    r"|(?:[,，\s]|(?<=[吗呢吧啊呀嘛不没]))<questions.joined>(?:就是|再|问|说|想|一下|下|个)*[\s,，:：]*"
    r"|[\s,，]*<questions.numbered>[\s,，]*|[\s,，]+(?:and )?also[\s,，]+"
)
# Shorter parts say too little by themselves.
SHORTEST = 4


@dataclass(frozen=True)
class Asked:
    """A part of the message with the topic it asks for; positions are those in the message."""

    start: int
    end: int
    topic: str


def two_questions(
    text: str, spans: list[Span], tell: Callable[[str, list[Span]], tuple[str, float]], certain: float
) -> tuple[Asked, Asked] | None:
    """The two questions of a message when it has just two, both certain and unlike, the one to answer first before the
    other; ``tell`` gives a part's topic and how sure it is (0 to 1), ``certain`` is how sure it must be."""
    parts = [*parts_of(text)]
    asking = [part for part in parts if len(parts) > 1 and first("asks", text[slice(*part)])]
    if len(asking) != 2:
        return None
    asked = []
    for start, end in asking:
        topic, confidence = tell(text[start:end], inside(spans, start, end))
        role = role_of(topic)
        # Steps of the dialogue are no topics, and beside talk or a danger stands no other question.
        if confidence < certain or role is None or role.is_conversation:
            return None
        asked.append(Asked(start, end, topic))
    # What is answered by its words alone, whatever the message says beside it, comes second; of two that are computed
    # from facts the second is offered.
    one, other = sorted(asked, key=lambda question: not role_of(question.topic).is_computed)
    return None if one.topic == other.topic else (one, other)


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Where a message may be parted: ends of sentences and what joins one question to another."""
    start = 0
    for border in [*BORDER.finditer(text), None]:
        end = border.start() if border else len(text)
        if end - start >= SHORTEST:
            yield start, end
        start = border.end() if border else end


def inside(spans: list[Span], start: int, end: int) -> list[Span]:
    """The spans of a part, by their positions in it."""
    return [replace(span, start=span.start - start, end=span.end - start)
            for span in spans if start <= span.start and span.end <= end]


def venues_listed(text: str, spans: list[Span]) -> list[Span]:
    """The kinds of venues that are asked about together with the last one that is named (超市和KTV能开吗), each once;
    not one in which another lies (商场里的奶茶店)."""
    venues = [span for span in spans if span.entity == "venue_kind"]
    listed: dict[str, Span] = {}
    for one, other in pairwise(venues):
        between = text[one.end:other.start]
        rest = without("listed", between)
        if rest != between and (not rest or first("asks", rest)) and one.value != venues[-1].value:
            listed.setdefault(one.value, one)
    return list(listed.values())
