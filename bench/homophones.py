"""Cases typed wrong as pinyin keyboards let one type them: with characters that sound alike. Pure."""
from __future__ import annotations

import random
from collections import Counter, defaultdict

from bench.topic_data import OUT_OF_SCOPE, SEED, Example
from bot.nlu.features import syllable
from bot.nlu.normalise import normalise

SLIPS = 2
# Rarer characters are nobody's slip of the finger.
COMMON = 20


def mistyped(cases: list[Example], examples: list[Example]) -> list[Example]:
    """The cases in scope with two characters each replaced by common ones of the same syllable; each time the same."""
    sounds, chance = by_syllable(examples), random.Random(SEED)
    return [
        Example(slip(normalise(case.text), sounds, chance), case.topic) for case in cases if case.topic != OUT_OF_SCOPE
    ]


def by_syllable(examples: list[Example]) -> dict[str, list[str]]:
    """Common Chinese characters of the examples by how they sound, in a fixed order."""
    counts = Counter(char for example in examples for char in normalise(example.text) if "\u4e00" <= char <= "\u9fff")
    sounds = defaultdict(list)
    for char in sorted(char for char, count in counts.items() if count >= COMMON):
        sounds[syllable(char)].append(char)
    return sounds


def slip(text: str, sounds: dict[str, list[str]], chance: random.Random) -> str:
    """Two characters replaced, or as many as have others that sound alike."""
    chars = list(text)
    alike = {place: [c for c in sounds.get(syllable(char), ()) if c != char] for place, char in enumerate(chars)}
    places = [place for place, others in alike.items() if others]
    for place in chance.sample(places, min(SLIPS, len(places))):
        chars[place] = chance.choice(alike[place])
    return "".join(chars)
