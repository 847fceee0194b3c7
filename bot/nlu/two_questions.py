"""Two questions in one message (「超市开不开？还有核酸几点做」): only where both are certain, else it is read as one. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.nlu.lexicon import topics
from bot.nlu.spans import Span

BORDER = re.compile(
    r"[?？。;；!！]+[\s,，]*(?:还有|另外|顺便|再)?|(?:[,，\s]|(?<=[吗呢吧啊呀嘛不没]))(?:还有(?!没|吗|哪|什么|啥|几|多少)|另外|顺便|再问)(?:就是|再|问|说|想|一下|下|个)*[\s,，:：]*"
    r"|[\s,，]*(?:第?[一二]个(?:是|问题)?(?:就?是|[,，:：])|一个是|一是|二是)[\s,，]*|[\s,，]+(?:and )?also[\s,，]+"
)
ASKS = re.compile(
    r"吗|嘛|么|怎|咋|啥|什么|谁|哪|几|多少|多久|多长|(?:能|可|要|用|会|是|让|给|开|中|行|有)(?:不|没)|没有?$|不$|呢$|为何|如何|"
    r"(?<![a-z])(?:what|when|where|which|who|how|can|may|do|does|is|are|will|should|must)(?![a-z])"
)
# Shorter parts say too little by themselves.
SHORTEST = 4
CERTAIN = 0.8


@dataclass(frozen=True)
class Asked:
    """A part of the message with the topic it asks for; positions are those in the message."""

    start: int
    end: int
    topic: str


def two_questions(
    text: str, spans: list[Span], tell: Callable[[str, list[Span]], tuple[str, float]]
) -> tuple[Asked, Asked] | None:
    """The two questions of a message when it has just two, both certain and unlike; ``tell`` gives a part's topic
    and how sure it is (0 to 1)."""
    parts = [(start, end) for start, end in parts_of(text) if ASKS.search(text[start:end])]
    if len(parts) != 2:
        return None
    asked = []
    for start, end in parts:
        topic, confidence = tell(text[start:end], inside(spans, start, end))
        role = topics().role(topic)
        # Steps of the dialogue are no topics, and beside talk or a danger stands no other question.
        if confidence < CERTAIN or role is None or role.is_conversation:
            return None
        asked.append(Asked(start, end, topic))
    first, second = asked
    # What is answered by its words alone, whatever the message says beside it, may come second.
    return None if first.topic == second.topic or topics().role(second.topic).is_computed else (first, second)


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
