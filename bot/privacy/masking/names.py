"""Names that people give of themselves and theirs, and the same names wherever they come again. Pure apart from reading
the table of words once."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.privacy.masking.folding import Folded, Span
from bot.privacy.masking.name_grammar import ANNOUNCED, HINTED, IN_CAPITALS, NEXT_NAME, WHOLE
from knowledge.city.folder import LANGUAGE, city_folder

NAME = "[姓名]"
WORDS = "words_like_names.txt"
# A text names few people; more are made up to keep a process busy.
MANY = 20


def _words() -> frozenset[str]:
    return _listed_words(LANGUAGE) | _own_words()


def _own_words() -> frozenset[str]:
    """Names of the city and its districts: nobody is called so, even where a name is announced (叫我 and a district)."""
    return _listed_words(city_folder() / "language")


@lru_cache(maxsize=16)
def _listed_words(folder: Path) -> frozenset[str]:
    """Those of a folder's list where it has one."""
    file = folder / WORDS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return frozenset(line for line in lines if not line.startswith("#"))


def find_names(folded: Folded) -> list[Span]:
    """The names themselves, without the words before them."""
    announced = [each.span("name") for pattern in ANNOUNCED for each in pattern.finditer(folded.text)]
    announced += [each.span("name") for pattern in IN_CAPITALS for each in pattern.finditer(folded.cased)]
    hinted = [each.span("name") for pattern in HINTED for each in pattern.finditer(folded.text)]
    announced = [(start, end) for start, end in announced if folded.text[start:end] not in _own_words()]
    places = {*announced, *((start, end) for start, end in hinted if not _is_word(folded.text[start:end]))}
    places |= {each for place in places for each in _listed(folded.text, place[1])}
    return [Span(start, end, NAME) for start, end in {*places, *_again(folded.text, places)}]


def _is_word(name: str) -> bool:
    return name[:2] in _words() or name[:3] in _words()


def _listed(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The names that follow one: 、李红梅、张梓涵."""
    for _ in range(MANY):
        found = NEXT_NAME.match(text, end)
        if not found:
            return
        yield found.span("name")
        end = found.end()


def _again(text: str, places: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where else in the text a whole name stands that was found once."""
    names = {text[start:end] for start, end in places}
    whole = sorted((re.escape(name) for name in names if WHOLE.fullmatch(name)), key=len, reverse=True)[:MANY]
    return (found.span() for found in re.finditer("|".join(whole), text)) if whole else iter(())
