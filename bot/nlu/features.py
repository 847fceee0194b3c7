"""What the topic model looks at: character runs, syllable runs (homophones share them) and words. Pure."""
from __future__ import annotations

import logging
import re
from functools import lru_cache

import jieba
from pypinyin import Style, pinyin

from bot.nlu.data_files import event_districts
from bot.nlu.spans import Span

jieba.setLogLevel(logging.WARNING)

# Spans are replaced by one sign each, so that the model learns "some place" and not the name of it.
SIGNS = {"place": "§", "elsewhere": "◎", "cases": "♯", "units": "♭"}
# A place of a district that the present event (a screening) is not for.
NOT_COVERED = "¶"
NOISE = re.compile(r"[\s,。，、;；:：!！?？~～…·\"'“”‘’()（）\-—_<>《》.]+")
LONGEST_RUN = 4
LONGEST_SYLLABLES = 3


def mask(text: str, spans: list[Span]) -> str:
    """The normalised text with places, times and counts as one sign each; venue and zone words stay readable."""
    parts, position = [], 0
    for span in spans:
        sign = sign_of(span)
        if sign is None or span.start < position:
            continue
        parts += [text[position:span.start], sign]
        position = span.end
    return "".join([*parts, text[position:]])


def sign_of(span: Span) -> str | None:
    """The sign that stands for a span; None when its words stay."""
    if span.entity == "place" and span.value["candidates"]:
        district = span.value["candidates"][0]["district"]
        return SIGNS["place"] if district in event_districts() else NOT_COVERED
    return SIGNS.get(span.entity)


def features(masked: str) -> list[str]:
    """All features of one masked text, with repetitions; prefixes keep the kinds apart."""
    text = NOISE.sub(" ", masked).strip()
    return [*_runs(text), *_syllable_runs(text), *_words(text)]


def _runs(text: str) -> list[str]:
    padded = f"^{text}$"
    return [
        padded[start:start + size]
        for size in range(1, LONGEST_RUN + 1)
        for start in range(len(padded) - size + 1)
    ]


def _syllable_runs(text: str) -> list[str]:
    syllables = [syllable(char) for char in text if char != " "]
    return [
        "p:" + "-".join(syllables[start:start + size])
        for size in range(2, LONGEST_SYLLABLES + 1)
        for start in range(len(syllables) - size + 1)
    ]


def _words(text: str) -> list[str]:
    return ["w:" + word for word in jieba.lcut(text, HMM=False) if len(word) > 1]


@lru_cache(maxsize=30000)
def syllable(char: str) -> str:
    """The commonest reading without tone, with the sounds folded that Henan speech and typing mix up."""
    reading = pinyin(char, style=Style.NORMAL, errors=lambda chars: [chars])[0][0]
    return re.sub(r"^(z|c|s)h", r"\1", re.sub(r"ng$", "n", reading))
