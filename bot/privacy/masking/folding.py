"""A text in one spelling, with the way back: every letter knows the stretch of the original that it stands for.
Pure."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

from knowledge.text.lexicon import values

# Digits that are spelt out; the second table holds only inside a long stretch of digits, since its characters are words
# too.
_SPELT, _DOUBTFUL = values("numerals.spelt"), values("numerals.read_out")
SPELT = str.maketrans({letter: str(digit) for letter, digit in _SPELT.items()})
READ_OUT = str.maketrans({letter: str(digit) for letter, digit in {**_SPELT, **_DOUBTFUL}.items()})
_LETTERS = "".join([*_SPELT, *_DOUBTFUL])
_STRETCH = re.compile(rf"(?<![a-z])(?:[0-9{_LETTERS}][ \-./·]?){{7,}}(?![a-z])")
# 13800138000一直打不通: 一 begins a word there.
_WORD = re.compile("(?<=[0-9])一(?=[直个些次样定下共天家起般边时旦切])")
# Letters that show nothing although Unicode counts them among the letters.
_FILLERS = "\u115f\u1160\u3164\uffa0"
# What stands where something was found: a letter that is part of no number, no name and no separator.
TAKEN = "ꀀ"


@dataclass(frozen=True)
class Span:
    """A stretch of the folded text, and the mark that is to stand in its place."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Folded:
    """``cased``: half width, simplified, nothing invisible. ``text``: the same in lower case. ``digits``: that, spelt
    digits as 0-9. ``places[i]``: where in the original letter ``i`` comes from. The four are equally long."""

    cased: str
    text: str
    digits: str
    places: tuple[int, ...]

    def original(self, span: Span, length: int) -> tuple[int, int]:
        """Where the span begins and ends in the original of that ``length``, with what is invisible at its end."""
        return self.places[span.start], self.places[span.end] if span.end < len(self.places) else length

    def without(self, spans: list[Span]) -> Folded:
        """With TAKEN over what was found, so that nothing is found twice and nothing reaches across."""
        if not spans:
            return self
        views = [list(view) for view in (self.cased, self.text, self.digits)]
        for span in spans:
            for view in views:
                view[span.start:span.end] = TAKEN * (span.end - span.start)
        return Folded(*map("".join, views), self.places)


def fold(text: str) -> Folded:
    """What was typed, as recognisers read it."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for folded in _letters_of(letter):
            letters.append(folded)
            places.append(place)
    cased = "".join(letters)
    plain = "".join(map(_small, cased))
    digits = _STRETCH.sub(_read_out, _WORD.sub(TAKEN, plain)).translate(SPELT)
    return Folded(cased, plain, digits, tuple(places))


def _read_out(stretch: re.Match[str]) -> str:
    # A letter, or a word such as 两, is a digit only among many.
    said = stretch[0]
    return said if sum(letter in _DOUBTFUL for letter in said) * 3 > len(said) * 2 else said.translate(READ_OUT)


@lru_cache(maxsize=65536)
def _letters_of(letter: str) -> str:
    """The letters that one letter stands for: ① is 1, ⑴ is (1), ﹪ is %, an emoji's digit is a digit, U+200B nothing."""
    folded = _simplified().convert(unicodedata.normalize("NFKC", letter))
    return "".join(_seen(each) for each in folded)


@lru_cache(maxsize=65536)
def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def _seen(letter: str) -> str:
    if (
        letter in _FILLERS
        or (unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me", "Cs") and letter not in "\t\n\r")
    ):
        return ""
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def spaced(pattern: str) -> str:
    """The pattern with a blank allowed between two Chinese characters, single or one of a set: 微 信, 单 元, V 信."""
    return re.sub(r"(?:\[[^\]]*\]|[\u3400-\u9fff])(?=[\u3400-\u9fff])|\[[^\]]*\]", _with_blank, pattern)


def _with_blank(found: re.Match[str]) -> str:
    return found[0] + r"\s?" * ("\u3400" <= found.string[found.end():found.end() + 1] <= "\u9fff")


@lru_cache(maxsize=1)
def _simplified() -> OpenCC:
    return OpenCC("t2s")
