"""How much alike two names are written and sound."""
from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from knowledge.text.lexicon import expand

SHORTEST, LONGEST = 3, 20
# From here on a letter may be missing or too many; beyond, one may be another though no district narrows the choice.
LONG = 5
HEARD, WRONG, MISSING = 1, 3, 4  # what a letter costs that only sounds alike, is another, or is missing or too many
# One for the other of these is another place, no slip: numbers, sides, ages, sizes, kinds.
_TELLING = [
    set(group) for group in (expand("0123456789<numerals.counting><numerals.formal>"), "东西南北中", "前后", "上下", "大小", "新老旧")
]
_PART = _TELLING[0] | _TELLING[1]  # a part of what is named before: 东区, 二期
_KIND = re.compile(r"(?:社区|小区|街道|办事处|花园|家园|公寓|广场|大道|大街|[路街巷村庄镇乡砦苑城])$")
_FIRST_SOUND = 0xE000
_FLAT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


class Sounds:
    """One letter a syllable, so that stretches of sounds are stretches of the text."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._signs: dict[str, str] = {}

    def of(self, text: str) -> str:
        return "".join([self._letters.get(letter) or self._learn(letter) for letter in text])

    def _learn(self, letter: str) -> str:
        sound = lazy_pinyin(letter)[0] if letter.strip() else letter
        for rare, flat in _FLAT:
            sound = sound.replace(rare, flat)
        self._letters[letter] = self._signs.setdefault(sound, chr(_FIRST_SOUND + len(self._signs)))
        return self._letters[letter]


def forms(heard: str, wrong: bool) -> set[str]:
    """The sounds of a name or a stretch and, where one may be wrong, all but one of them: two that are alike share
    one."""
    return {heard} | ({heard[:at] + heard[at + 1:] for at in range(len(heard))} if wrong else set())


def cost(written: str, heard: str, name: str, name_heard: str, full: bool) -> int | None:
    """What the letters cost in which ``written`` is not ``name``, each with its sounds; None when they are too many.

    full: the name is said in full, with the kind of place at its end.
    """
    extra = 0
    if len(written) != len(name):
        if min(len(written), len(name)) < LONG - 1:
            return None
        written, heard, name, name_heard = _aligned(written, heard, name, name_heard)
        extra = MISSING
    if _is_another(written, heard, name, name_heard):
        return None
    wrong = sum(one != other for one, other in zip(heard, name_heard, strict=True))
    differ = sum(one != other for one, other in zip(written, name, strict=True))
    if wrong + bool(extra) > 1 or differ > len(name) // 2:
        return None
    # Of three letters one is the kind of place (村, 路): with another letter wrong too little is left of a name.
    if wrong and len(name) == SHORTEST and not (full and written[-1] == name[-1]):
        return None
    return extra + wrong * WRONG + (differ - wrong) * HEARD


def _is_another(written: str, heard: str, name: str, name_heard: str) -> bool:
    """Whether a letter differs that tells places apart, or the kind of place at the end."""
    kinds = _KIND.search(written), _KIND.search(name)
    if all(kinds) and kinds[0][0] != kinds[1][0]:
        return True
    return any(_tells_apart(one, other, sounds == others) for one, other, sounds, others in
               zip(written, name, heard, name_heard, strict=True) if one != other)


def _tells_apart(one: str, other: str, alike: bool) -> bool:
    if one.isascii() or other.isascii() or (not alike and one in _PART):
        return True
    return any(one in group and other in group for group in _TELLING)


def _aligned(written: str, heard: str, name: str, name_heard: str) -> tuple[str, str, str, str]:
    """The longer of both without the first letter by which they sound different."""
    at = next((at for at, (one, other) in enumerate(zip(heard, name_heard, strict=False)) if one != other),
              min(len(heard), len(name_heard)))
    if len(written) > len(name):
        return written[:at] + written[at + 1:], heard[:at] + heard[at + 1:], name, name_heard
    return written, heard, name[:at] + name[at + 1:], name_heard[:at] + name_heard[at + 1:]
