"""The words of jieba's dictionary (MIT licence), by which rjieba cuts a text, too."""
from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

# The dictionary's marks for names of places and of people.
PLACE, PERSON = "ns", "nr"


class Entry(NamedTuple):
    """A word, how often it was counted in the texts that the dictionary was made from, and its mark of speech."""

    word: str
    count: int
    mark: str


def dictionary() -> list[Entry]:
    """All words, in the dictionary's order. The package is not imported for it: that would read them for cutting."""
    file = Path(find_spec("jieba").origin).with_name("dict.txt")
    lines = map(str.split, file.read_text(encoding="utf-8").splitlines())
    return [Entry(word, int(count), mark) for word, count, mark in lines]
