"""A message in pinyin written in characters, as a keyboard would: of all ways to write it the one whose characters are
the likeliest neighbours in the examples. What is read from it is understood as any other message; a slip of it is a
homophone, which the topic model forgives. Pure."""
from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from pypinyin import Style, pinyin

from bot.nlu.readers.tagger import Usage
from bot.nlu.romanised import CHINESE, LONGEST, syllables_of

# Letters with the writer's blanks and apostrophes, which stand between syllables.
RUN = re.compile(r"[a-z][a-z' ]*(?<! )")
BORDER = re.compile(r"[' ]+")
# So much of chance is in a pair of characters, and so many ways to write what came before are kept.
CHANCE, KEPT = 30.0, 8
# A character's other readings (长: chang, zhang) are rarer than its first, by this in log odds.
OTHER_READING = -4.0


class Way(NamedTuple):
    """The likeliest way (log odds) to a character: where it begins, and the character before it."""

    odds: float
    start: int
    before: str


class Writer:
    """Writes with the characters of the examples; ``usage``: how often they stand there, and beside which others."""

    def __init__(self, usage: Usage) -> None:
        self.usage = usage

    def written_out(self, text: str) -> str:
        """A normalised message in characters; as it is where it is not in pinyin."""
        return RUN.sub(lambda run: self._characters(run[0]) or run[0], text) if syllables_of(text) else text

    @cached_property
    def _by_sound(self) -> dict[str, list[tuple[str, float, float]]]:
        """The characters that a syllable may be, each with how common it is (share), and what its reading costs."""
        total, found = sum(self.usage.letters.values()), defaultdict(list)
        for character in filter(CHINESE.fullmatch, self.usage.letters):
            share = (self.usage.letters[character] + 0.5) / total
            readings = dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0])
            for place, reading in enumerate(readings):
                found[reading].append((character, share, OTHER_READING if place else 0.0))
        return found

    def _characters(self, run: str) -> str:
        """The likeliest characters of a run of letters; nothing where there are none."""
        parts = BORDER.split(run)
        letters, borders, end = "".join(parts), set(), 0
        for part in parts:
            borders.add(end := end + len(part))
        ways: list[dict[str, Way]] = [{"": Way(0.0, 0, "")}, *({} for _ in letters)]
        for start in range(len(letters)):
            before = self._kept(ways[start])
            for stop in range(start + 1, min(start + LONGEST, len(letters)) + 1 if before else 0):
                for character, share, cost in self._by_sound.get(letters[start:stop], ()):
                    odds, one = self._likeliest(before, character, share)
                    way = Way(odds + cost, start, one)
                    if character not in ways[stop] or way.odds > ways[stop][character].odds:
                        ways[stop][character] = way
                if stop in borders:
                    break
        return self._traced(ways)

    def _kept(self, ways: dict[str, Way]) -> list[tuple[str, float]]:
        """The likeliest characters, each with its odds less what any character after it costs."""
        kept = sorted(ways, key=lambda character: -ways[character].odds)[:KEPT]
        return [(one, ways[one].odds - math.log(self.usage.letters.get(one, 0) + CHANCE)) for one in kept]

    def _likeliest(
        self, before: list[tuple[str, float]], character: str, share: float
    ) -> tuple[float, str]:
        """The odds of a character after the best of those before it, and which that is."""
        return max(
            (odds + math.log(self.usage.pairs.get(one + character, 0) * bool(one) + CHANCE * share), one)
            for one, odds in before
        )

    @staticmethod
    def _traced(ways: list[dict[str, Way]]) -> str:
        characters, stop = [], len(ways) - 1
        if not ways[stop]:
            return ""
        here = max(ways[stop], key=lambda character: ways[stop][character].odds)
        while stop:
            characters.append(here)
            _, stop, here = ways[stop][here]
        return "".join(reversed(characters))
