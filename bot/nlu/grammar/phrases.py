"""Phrases (language/phrases.yml): rules over the kinds of words that the lexicon lists. Pure.

One automaton finds the words of all kinds in a text at once; a phrase is then a walk from word to word. Its steps are
kinds of words, ``kind?`` where it may be missing, ``kind*`` where any number of its words may stand, ``..`` for
whatever stands in the same clause (``..4``: at most so many letters). Words are found in the whole text, so that what
must not stand beside a word is seen wherever a phrase begins.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import ahocorasick

from bot.nlu.grammar.spellings import Guard, spellings
from knowledge.city.folder import LANGUAGE
from knowledge.text.lexicon import expand, lexicon
from knowledge.text.located_yaml import read_located

Stretch = tuple[int, int]
# A kind of words or ``..``, and behind it * or ? or how many letters at most.
Step = tuple[str, str]
Steps = tuple[Step, ...]
# Where words of each kind stand.
Found = Mapping[str, list[Stretch]]
# A message is asked about a few dozen times, one after the other.
KEPT = 64
ENDS = frozenset(expand("<clauses.end>").replace("\\s", " "))
MANY, MAYBE, GAP = "*", "?", ".."


def read_step(written: str) -> Step:
    """A step as it stands in the file."""
    if written.startswith(GAP):
        return GAP, written[len(GAP):]
    kind = written.rstrip(MANY + MAYBE)
    return kind, written[len(kind):]


def read_phrases(file: Path = LANGUAGE / "phrases.yml") -> dict[str, tuple[Steps, ...]]:
    """The phrases by name, each with the ways in which it may be said. Raises ContentError (file:line: sentence)."""
    read = read_located(file)
    phrases = {name: tuple(tuple(map(read_step, way.split())) for way in read[name]) for name in read}
    for name, ways in phrases.items():
        if strange := {kind for way in ways for kind, _ in way} - {GAP, *lexicon().entries}:
            raise read.refuse(f"{name!r} names {min(strange)!r}, which the lexicon does not have.", name)
    return phrases


PHRASES = read_phrases()


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    """Finds the words of all kinds that phrases are made of: how long each is, its kinds and what guards it."""
    words: dict[str, list[tuple[str, tuple[Guard, ...]]]] = {}
    steps = {step for ways in PHRASES.values() for way in ways for step, _ in way}
    for kind in sorted(steps - {GAP}):
        for spelling in dict.fromkeys(one for piece in lexicon().pieces(kind) for one in spellings(piece)):
            words.setdefault(spelling.word, []).append((kind, spelling.guards))
    automaton = ahocorasick.Automaton()
    for word, meanings in words.items():
        automaton.add_word(word, (len(word), meanings))
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=KEPT)
def _found(text: str) -> Found:
    found: dict[str, list[Stretch]] = {}
    for last, (length, meanings) in _automaton().iter(text):
        end = last + 1
        start = end - length
        for kind, guards in meanings:
            if not guards or all(guard.holds(text, start) for guard in guards):
                found.setdefault(kind, []).append((start, end))
    return found


@lru_cache(maxsize=1)
def _begun_by() -> Mapping[str, set[str]]:
    """The phrases that a kind of words begins."""
    by_kind: dict[str, set[str]] = {}
    for name, ways in PHRASES.items():
        for (kind, _), *_ in ways:
            by_kind.setdefault(kind, set()).add(name)
    return by_kind


def begun(text: str) -> set[str]:
    """Of the phrases that all_of looks for those that a text may have: it has a word that they begin with."""
    return set().union(*(_begun_by().get(kind, ()) for kind in _found(text)))


def begins(name: str, text: str, at: int) -> int | None:
    """Where the longest phrase ends that begins there."""
    found = _found(text)
    return max((end for steps in PHRASES[name] for end in _walk(steps, text, {at}, found)), default=None)


def ends(name: str, text: str, at: int) -> int | None:
    """Where the longest phrase begins that ends there."""
    found = _found(text)
    return min((start for steps in PHRASES[name] for start in _walk_back(steps, text, {at}, found)), default=None)


def is_all(name: str, text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a stretch of the text is the phrase and nothing else."""
    end, found = len(text) if end is None else end, _found(text)
    return any(end in _walk(steps, text, {start}, found) for steps in PHRASES[name])


def all_of(name: str, text: str, start: int = 0) -> list[Stretch]:
    """Where the phrase is said from ``start`` on, in order and without overlaps, the longest from each place on. Its
    first step is a kind of words that must stand there."""
    found, said = _found(text), []
    places = {place for steps in PHRASES[name] for place, _ in found.get(steps[0][0], ())}
    for place in sorted(places):
        if place >= start and (end := begins(name, text, place)) is not None:
            said.append((place, end))
            start = end
    return said


def first(name: str, text: str, start: int = 0) -> Stretch | None:
    """Where it is said first."""
    return next(iter(all_of(name, text, start)), None)


def without(name: str, text: str) -> str:
    """The text with nothing in place of the phrase."""
    left, done = [], 0
    for start, end in all_of(name, text):
        left.append(text[done:start])
        done = end
    return "".join([*left, text[done:]])


def clauses(text: str) -> Iterator[Stretch]:
    """The clauses of a text, without what parts them."""
    start = 0
    for at, letter in enumerate(text):
        if letter in ENDS:
            if at > start:
                yield start, at
            start = at + 1
    if start < len(text):
        yield start, len(text)


def _walk(steps: Steps, text: str, places: set[int], found: Found) -> set[int]:
    """Where the steps lead from these places."""
    for kind, times in steps:
        if kind == GAP:
            places = {end for place in places for end in _gap(text, place, 1, times)}
        else:
            places = _by_words(found.get(kind, ()), times, places)
        if not places:
            break
    return places


def _walk_back(steps: Steps, text: str, places: set[int], found: Found) -> set[int]:
    """From where the steps lead to these places."""
    for kind, times in reversed(steps):
        if kind == GAP:
            places = {start for place in places for start in _gap(text, place, -1, times)}
        else:
            places = _by_words([(end, start) for start, end in found.get(kind, ())], times, places)
        if not places:
            break
    return places


def _by_words(ways: list[Stretch], times: str, places: set[int]) -> set[int]:
    """Where words lead from these places: each from its first to its second."""
    new = {end for start, end in ways if start in places}
    if not times:
        return new
    reached, fresh = places | new, new - places
    while times == MANY and fresh:
        fresh = {end for start, end in ways if start in fresh} - reached
        reached |= fresh
    return reached


def _gap(text: str, place: int, toward: int, most: str) -> Iterator[int]:
    """All places within so many letters in the same clause."""
    yield place
    for _ in range(int(most or len(text))):
        at = place if toward > 0 else place - 1
        if not 0 <= at < len(text) or text[at] in ENDS:
            return
        place += toward
        yield place
