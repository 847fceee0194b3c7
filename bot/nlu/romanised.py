"""Messages written in pinyin (hesuan zai na zuo): their syllables, by which they are understood as the same words in
characters are. Standard: GB/T 16159, without tones, with the blanks of the writer or none."""
from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

WORD = re.compile(r"[a-z]+")
CHINESE = re.compile(r"[一-鿿]")
# Fewer syllables may be anything: a name, a code, an English word (can, women).
LEAST = 4
# Letters of the longest syllable (zhuang).
LONGEST = 6


def syllables_of(text: str) -> list[str]:
    """The syllables of a lower-case message that is written in pinyin; none where it is not. One English word, or one
    Chinese character, tells that it is not."""
    words = WORD.findall(text)
    if CHINESE.search(text) or sum(map(len, words)) < LEAST:
        return []
    parted = [parted_word(word) for word in words]
    syllables = [syllable for parts in parted for syllable in parts]
    return syllables if all(parted) and len(syllables) >= LEAST else []


@lru_cache(maxsize=4096)
def parted_word(word: str) -> tuple[str, ...]:
    """A word of letters in as few syllables as it has; none where it is no pinyin."""
    known = known_syllables()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        ways = [
            (*best[start], word[start:end]) for start in range(max(0, end - LONGEST), end)
            if best[start] is not None and word[start:end] in known
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """The syllables of the language without tones, as a keyboard gives them (ü is v)."""
    common = (chr(code) for code in PINYIN_DICT if 0x4E00 <= code <= 0x9FA5)
    read = lazy_pinyin("".join(common), style=Style.NORMAL)
    return frozenset(syllable for syllable in read if syllable.isascii() and (len(syllable) > 1 or syllable in "aoe"))
