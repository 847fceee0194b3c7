"""What a piece of the lexicon may be spelt like: plain words, each with what must or must not stand beside it. Pure."""
from __future__ import annotations

import sre_constants as sre
import sre_parse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

DIGITS, BLANKS = "0123456789", " \t\n\r\u3000"
CLASSES = {sre.CATEGORY_DIGIT: DIGITS, sre.CATEGORY_SPACE: BLANKS}
# A list that is spelt in more ways is no list of words.
MOST = 4000


class NoWords(ValueError):
    """A piece that is not a choice of so many words."""


@dataclass(frozen=True)
class Guard:
    """What stands ``at`` so many letters of a word: ``before`` or behind there one of ``words`` must stand (``wanted``)
    or must not; ``border``: the end of the text will do as well."""

    at: int
    before: bool
    wanted: bool
    words: tuple[str, ...]
    border: bool

    def holds(self, text: str, start: int) -> bool:
        """For a word that begins at ``start``."""
        at = start + self.at
        if self.before:
            stands = text.endswith(self.words, 0, at) or (self.border and at == 0)
        else:
            stands = text.startswith(self.words, at) or (self.border and at == len(text))
        return stands is self.wanted


@dataclass(frozen=True)
class Spelling:
    """One word with its guards."""

    word: str = ""
    guards: tuple[Guard, ...] = ()

    def __add__(self, other: Spelling) -> Spelling:
        moved = (replace(guard, at=guard.at + len(self.word)) for guard in other.guards)
        return Spelling(self.word + other.word, (*self.guards, *moved))


def spellings(piece: str) -> list[Spelling]:
    """All spellings of a piece. Raises NoWords where it may be of any length or of any letters, and re.error for what
    is no pattern."""
    return _of_all(sre_parse.parse(piece))


def _of_all(parts: Any) -> list[Spelling]:
    found = [Spelling()]
    for kind, value in parts:
        behind = list(islice(_of(kind, value), MOST + 1))
        if len(found) * len(behind) > MOST:
            raise NoWords(f"It is spelt in more than {MOST} ways.")
        found = [one + other for one in found for other in behind]
    return found


def _of(kind: Any, value: Any) -> Iterator[Spelling]:
    if kind is sre.LITERAL:
        yield Spelling(chr(value))
    elif kind is sre.IN:
        yield from map(Spelling, _letters(value))
    elif kind is sre.BRANCH:
        for branch in value[1]:
            yield from _of_all(branch)
    elif kind is sre.SUBPATTERN:
        yield from _of_all(value[-1])
    elif kind is sre.MAX_REPEAT and value[1] < len(DIGITS):
        for times in range(value[1], value[0] - 1, -1):
            yield from _of_all([*value[2]] * times)
    elif kind in (sre.ASSERT, sre.ASSERT_NOT):
        yield Spelling(guards=(_guard(kind is sre.ASSERT, *value),))
    elif kind is sre.AT:
        yield Spelling(guards=(Guard(0, value is sre.AT_BEGINNING, True, (), True),))
    else:
        raise NoWords(f"{kind} makes no list of words.")


def _letters(parts: Any) -> Iterator[str]:
    for kind, value in parts:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.RANGE:
            yield from map(chr, range(value[0], value[1] + 1))
        elif kind is sre.CATEGORY and value in CLASSES:
            yield from CLASSES[value]
        else:
            raise NoWords("All letters but some make no list of words.")


def _guard(wanted: bool, direction: int, body: Any) -> Guard:
    inside = _of_all(body)
    if any(one.guards and one.word for one in inside):
        raise NoWords("What stands beside a word has no neighbours of its own.")
    words = tuple(one.word for one in inside if one.word)
    return Guard(0, direction < 0, wanted, words, any(one.guards for one in inside))
