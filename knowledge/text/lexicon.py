"""The words of the language (language/lexicon/*.yml), and patterns made of them: each list of words stands once.

A pattern names a list as ``<group.name>``: ``pattern("<numerals.number>例")``. Files are groups, their keys are names.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.notices import Located
from knowledge.text.located_yaml import read_located

FOLDER = Path(__file__).resolve().parents[2] / "language" / "lexicon"
REFERENCE = re.compile(r"<([a-z_]+\.[a-z_]+)>")
NAME = re.compile("[a-z_]+")
Entry = str | tuple[str, ...] | Mapping[str, int]


class WordLists:
    """Entries by ``group.name``: letters for inside of brackets, words (pieces of patterns, any of which may stand), or
    words with the number that each means."""

    def __init__(self, entries: Mapping[str, Entry]):
        self.entries = entries

    def expand(self, template: str) -> str:
        """The template with each reference replaced: letters as they are, words as a group of alternatives.

        Raises KeyError for a name that the lexicon does not have.
        """
        return REFERENCE.sub(lambda reference: self.spelt(reference[1]), template)

    def spelt(self, name: str) -> str:
        """How an entry stands in a pattern."""
        entry = self.entries[name]
        if isinstance(entry, str):
            return self.expand(entry)
        return f"(?:{'|'.join(self.pieces(name))})"

    def pieces(self, name: str) -> Iterator[str]:
        """The alternatives of words, those of a list within the list among them: a search is quicker without groups in
        groups."""
        entry = self.entries[name]
        for piece in longest_first(entry) if isinstance(entry, Mapping) else entry:
            whole = REFERENCE.fullmatch(piece)
            if whole and not isinstance(self.entries[whole[1]], str):
                yield from self.pieces(whole[1])
            else:
                yield self.expand(piece)

    def values(self, name: str) -> Mapping[str, int]:
        """The words of an entry with the number that each means."""
        return self.entries[name]


def longest_first(words: Iterable[str]) -> list[str]:
    """The words as alternatives of a pattern, so that none is cut short by one that it begins with."""
    return sorted(words, key=len, reverse=True)


def load_lexicon(folder: Path = FOLDER) -> WordLists:
    """The lexicon out of its folder. Raises ContentError (file:line: sentence) for the first thing that is wrong."""
    groups = {file.stem: read_located(file) for file in sorted(folder.glob("*.yml"))}
    read = {f"{group}.{name}": _entry(table, name) for group, table in groups.items() for name in table}
    lexicon = WordLists(read)
    for full in read:
        group, name = full.split(".")
        _check(lexicon, full, groups[group], name)
    return lexicon


def _entry(table: Located, name: str) -> Entry:
    if not NAME.fullmatch(name):
        raise table.refuse(f"{name!r} must be a name of small letters and _.", name)
    value = table[name]
    if isinstance(value, str) and value:
        return value
    if isinstance(value, list) and value and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    if isinstance(value, dict) and value and all(type(number) is int for number in value.values()):
        return dict(value)
    raise table.refuse(f"{name!r} must be letters, a list of words, or words with a whole number each.", name)


def _check(lexicon: WordLists, full: str, table: Located, name: str) -> None:
    """That references lead somewhere, nothing stands twice, and it is a pattern without groups of its own."""
    entry = lexicon.entries[full]
    if not isinstance(entry, str) and len(set(entry)) < len(entry):
        twice = next(word for word in entry if entry.count(word) > 1)
        raise table.refuse(f"{name!r} has a word twice: {twice!r}.", name)
    try:
        spelt = lexicon.spelt(full)
        found = re.compile(f"[{spelt}]" if isinstance(entry, str) else spelt)
    except KeyError as missing:
        raise table.refuse(f"{name!r} names <{missing.args[0]}>, which the lexicon does not have.", name) from None
    except RecursionError:
        raise table.refuse(f"{name!r} leads back to itself.", name) from None
    except re.error as error:
        raise table.refuse(f"{name!r} is no pattern: {error}.", name) from None
    if found.groups:
        raise table.refuse(f"{name!r} has a group that is kept; write (?:…).", name)


@lru_cache(maxsize=1)
def lexicon() -> WordLists:
    """The lexicon of this installation, read once a process."""
    return load_lexicon()


def expand(template: str) -> str:
    """The template with the words of the lexicon, for patterns made of parts."""
    return lexicon().expand(template)


def pattern(template: str) -> re.Pattern[str]:
    """The template, compiled with the words of the lexicon; to be called once, where the pattern is given its name."""
    return re.compile(expand(template))


def values(name: str) -> Mapping[str, int]:
    """Words with the number that each means."""
    return lexicon().values(name)


def words(name: str) -> frozenset[str]:
    """The words of an entry, those of the lists in it among them."""
    return frozenset(lexicon().pieces(name))
