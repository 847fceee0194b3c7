"""Names that are written or sound like what somebody wrote."""
from __future__ import annotations

from functools import cached_property

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from knowledge.places.model import Place

# Two letters of three, or three of four, must agree in writing or in sound.
_ENOUGH = 72
_SHORTEST = 3
_FIRST_SOUND = 0xE000
_FLAT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


class Suggester:
    """Offers places for misspelt names; sounds are worked out at the first use."""

    def __init__(self, names: dict[str, tuple[Place, ...]]):
        self._readings = {name: places for name, places in names.items() if len(name) >= _SHORTEST}
        self._names = list(self._readings)
        self._letters: dict[str, str] = {}

    def suggest(self, text: str, district: str | None, limit: int) -> list[tuple[int, int, tuple[Place, ...]]]:
        """[(start, end, readings)] of the best names first, at most ``limit``; text and names are folded."""
        written = process.extract(text, self._names, scorer=fuzz.partial_ratio, score_cutoff=_ENOUGH, limit=50)
        heard = process.extract(self._sound(text), self._sounds, scorer=fuzz.partial_ratio, score_cutoff=_ENOUGH,
                                limit=50)
        scores: dict[str, float] = {}
        for _, score, index in (*written, *heard):
            name = self._names[index]
            if len(name) <= len(text) + 1:
                scores[name] = scores.get(name, 0) + score
        ranked = sorted(scores, key=lambda name: (-scores[name], -len(name)))
        return self._offers(text, ranked, district)[:limit]

    def _offers(self, text: str, ranked: list[str], district: str | None):
        offers, seen = [], set()
        for name in ranked:
            places = tuple(place for place in self._readings[name]
                           if district in (None, place.district) and place not in seen)
            seen.update(places)
            if places:
                offers.append((*self._span(name, text), places))
        return offers

    def _span(self, name: str, text: str) -> tuple[int, int]:
        aligned = fuzz.partial_ratio_alignment(self._sound(name), self._sound(text))
        return (aligned.dest_start, aligned.dest_end) if aligned else (0, len(text))

    @cached_property
    def _sounds(self) -> list[str]:
        return [self._sound(name) for name in self._names]

    def _sound(self, text: str) -> str:
        """One letter a syllable, so that letter scorers compare syllables and spans stay those of the text."""
        return "".join(self._letter(letter) for letter in text)

    def _letter(self, letter: str) -> str:
        if letter not in self._letters:
            sound = lazy_pinyin(letter)[0]
            for rare, flat in _FLAT:
                sound = sound.replace(rare, flat)
            known = self._letters.setdefault(f"/{sound}", chr(_FIRST_SOUND + len(self._letters)))
            self._letters[letter] = known
        return self._letters[letter]
