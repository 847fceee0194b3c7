"""What the topic model looks at: characters, pairs apart, syllables (homophones share them), words."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import rjieba
from pypinyin import Style, pinyin

from bot.nlu.content import event_districts
from bot.nlu.readers.dictionary import PLACE, dictionary
from bot.nlu.readers.spans import Span
from bot.nlu.romanised import syllables_of

# Spans are replaced by one sign each, so that the model learns "some place" and not the name of it.
SIGNS = {"place": "§", "out_of_city": "◎", "cases": "♯", "units": "♭", "counted_case": "♯", "counted_unit": "♭"}
# A place of a district that the present event (a screening) is not for.
NOT_COVERED = "¶"
NOISE = re.compile(r"[\s,。，、;；:：!！?？~～…·\"'“”‘’()（）\-—_<>《》.]+")
LONGEST_RUN = 2
# Two characters with one or two others between them: 「查…票」 whatever is in between.
PAIR_DISTANCES = (2, 3)
PAIR = "~:"
# There are many pairs and most are chance; this much they count beside the other kinds.
PAIR_WEIGHT = 0.6
# What leans on something said before is short. The length counts in steps, up to where it says nothing more.
STEPS, STEP = 11, 3


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
        district, covered = span.value["candidates"][0]["district"], event_districts()
        return SIGNS["place"] if not covered or district in covered else NOT_COVERED
    return SIGNS.get(span.entity)


def features(masked: str) -> list[str]:
    """All features of one masked text, with repetitions; prefixes keep the kinds apart. What is written in pinyin has
    its syllables alone: its letters would say nothing but that it is."""
    text = NOISE.sub(" ", masked).strip()
    if sounds := syllables_of(text):
        return _sounds(map(folded, sounds))
    # Half of a letter, which nobody types and a client may send, is none in UTF-8.
    words = rjieba.cut(text.encode("utf-8", "ignore").decode("utf-8"), False)
    return [*_runs(text), *_pairs(text), *_syllable_runs(text), *("w:" + word for word in words), *_named_places(words)]


def weight(feature: str) -> float:
    """How much a feature's kind counts beside the other kinds."""
    return PAIR_WEIGHT if feature.startswith(PAIR) else 1.0


def step_of_length(masked: str) -> int:
    """Which of STEPS the length of a masked text falls into."""
    return min(len(NOISE.sub("", masked)) // STEP, STEPS - 1)


def _runs(text: str) -> list[str]:
    return _neighbours(f"^{text}$")


def _pairs(text: str) -> list[str]:
    padded = f"^{text}$"
    return [
        f"{PAIR}{one}{other}"
        for distance in PAIR_DISTANCES
        for one, other in zip(padded, padded[distance:], strict=False)
    ]


def _syllable_runs(text: str) -> list[str]:
    return _sounds(syllable(char) for char in text if char != " ")


def _sounds(syllables: Iterable[str]) -> list[str]:
    return ["p:" + "-".join(run) for run in _neighbours(list(syllables))]


def _neighbours(signs: Sequence[str]) -> list[Sequence[str]]:
    return [
        signs[start:start + size]
        for size in range(1, LONGEST_RUN + 1)
        for start in range(len(signs) - size + 1)
    ]


def _named_places(words: list[str]) -> list[str]:
    """Any place of the country beside its neighbours: 「从…到」 whatever the city."""
    known = _places_of_the_country()
    padded = ["^", *(word for word in words if word != " "), "$"]
    around = zip(padded, padded[1:], padded[2:], strict=False)
    return [sign for before, word, after in around if word in known for sign in (f"n:{before}~", f"n:~{after}")]


@lru_cache(maxsize=1)
def _places_of_the_country() -> frozenset[str]:
    return frozenset(entry.word for entry in dictionary() if entry.mark == PLACE)


@lru_cache(maxsize=30000)
def syllable(char: str) -> str:
    """The commonest reading without tone, with the sounds folded that Henan speech and typing mix up."""
    return folded(pinyin(char, style=Style.NORMAL, errors=lambda chars: [chars])[0][0])


def folded(reading: str) -> str:
    """A syllable with the sounds folded that Henan speech and typing mix up."""
    return re.sub(r"^(z|c|s)h", r"\1", re.sub(r"ng$", "n", reading))
