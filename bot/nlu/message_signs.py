"""What a message is, read off its words and facts: bare facts, a question about sites just shown. Pure."""
from __future__ import annotations

import re

from bot.nlu.content import role_of
from bot.nlu.features import NOISE
from bot.nlu.readers.city_words import other_hospitals_pattern
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

WORDS = re.compile(r"[a-z0-9\u3400-\u9fff]")
# Commands, markup and templates are no questions.
CODE = re.compile(r"^/|[{}]|</?[a-z]+")
SITE_DETAILS, SITE_WORDS = pattern("<questions.site_details>"), pattern("<questions.site_words>")
# Entities that state nothing by themselves.
ASIDES = ("now", "correction", "notice", "adds")
IS_IT_OPEN = pattern("<questions.is_it_open>")
SMALL_WORDS, ASKED_AGAIN = pattern("<hedges.small_words>"), pattern("<questions.asked_again>")


def is_about_another_hospital(text: str, topic: str) -> bool:
    """A hospital's rule is asked of a hospital that no notice speaks of."""
    role = role_of(topic)
    own = role.only_of if role else ()
    others = other_hospitals_pattern() if own else None
    return others is not None and not any(name in text for name in own) and bool(others.search(text))


def asks_about_sites(text: str, spans: list[Span]) -> bool:
    """Whether a message asks when, how far or by which phone, and names nothing else that this could be about."""
    rest, found = SITE_DETAILS.subn("", outside(text, spans))
    about_sites = all(span.entity in ("at", "now", "list_position") for span in spans)
    return bool(found) and about_sites and not SMALL_WORDS.sub("", SITE_WORDS.sub("", rest))


def asks_if_open(text: str, spans: list[Span]) -> bool:
    """Whether a message asks if a venue is open (公园开放吗), and nothing else."""
    rest, found = IS_IT_OPEN.subn("", outside(text, spans))
    about_a_venue = any(span.entity == "venue_kind" for span in spans)
    return bool(found) and about_a_venue and not SMALL_WORDS.sub("", rest)


def is_bare_fact(text: str, spans: list[Span]) -> bool:
    """Whether the message is nothing but facts and small words."""
    facts = without_asides(spans)
    return bool(facts) and not SMALL_WORDS.sub("", outside(text, spans).replace("社区", ""))


def without_asides(spans: list[Span]) -> list[Span]:
    """The spans that state a fact."""
    return [span for span in spans if span.entity not in ASIDES]


def goes_back(text: str, spans: list[Span]) -> bool:
    """Whether a message asks the same for now (那眼下到底是咋管), and nothing else."""
    now = any(span.entity == "now" for span in spans) and len(spans) == 1
    return now and not SMALL_WORDS.sub("", ASKED_AGAIN.sub("", outside(text, spans)))


def says_nothing(text: str) -> bool:
    """Whether a text has no words, or is code."""
    return not WORDS.search(text) or bool(CODE.search(text))


def outside(text: str, spans: list[Span]) -> str:
    """What stands outside of the spans, without punctuation and blanks."""
    rest, position = [], 0
    for span in spans:
        rest.append(text[position:max(position, span.start)])
        position = max(position, span.end)
    return NOISE.sub("", "".join([*rest, text[position:]]))
