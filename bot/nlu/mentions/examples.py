"""The sentences that the tagger of mentions is trained on: written ones, frames with names put into them, and examples
of the topics with other names in place of those that they have."""
from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ruamel.yaml import YAML

from bot.nlu.mentions.names import FOLDER, Names
from bot.nlu.readers import find_known
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.mentions import SIGNS, signed
from bot.nlu.readers.tagger import OUTSIDE
from knowledge.text.luck import luck_of

MARK = re.compile(r"\[([^\]]+)\]\((place|venue|person)\)|\{(place|venue|person|own)\}")
SEED = 20221107
# How often each frame is filled, how many of the topics' examples are taken, and of their names how many replaced.
FILLED, TAKEN, REPLACED = 20, 6000, 0.9
# Of the topics' examples: longer ones tell of shops and places that nobody asks about, and that no list has.
LONGEST = 30
KIND_OF = {"place": "place", "out_of_city": "place", "venue_kind": "venue"}


@dataclass(frozen=True)
class Example:
    """A text with signs for what is known, and a label for each of its letters: B-place, I-place, ... or O; of_a_topic:
    it was made of an example of a topic."""

    text: str
    labels: tuple[str, ...]
    of_a_topic: bool = False


@dataclass(frozen=True)
class Asked:
    """An example of a topic, normalised; about_a_name: the topic asks about a place or a venue, so that what it names
    may be in no list."""

    text: str
    about_a_name: bool


Piece = tuple[str, str | None]


def examples(topics: Sequence[Asked], maker: Maker) -> list[Example]:
    """All sentences, each once, the same each time; ``topics`` are the examples of all topics."""
    written = [maker.example(maker.filled(line)) for line in _read("sentences.yml")]
    frames = _read("frames.yml")
    framed = [maker.example(maker.filled(line)) for _ in range(FILLED) for line in frames]
    short = (asked for asked in topics if len(asked.text) <= LONGEST)
    chosen = sorted(short, key=lambda asked: luck_of(asked.text))[:TAKEN]
    said = [maker.example(pieces, True) for asked in chosen if (pieces := maker.renamed(asked))]
    return [example for example in dict.fromkeys([*written, *framed, *said]) if example.text]


class Maker:
    """Makes examples with what a lexicon knows and with drawn names, the same each time; ``normalise`` gives a text in
    one spelling. The pieces that come again and again are read once."""

    def __init__(self, lexicon: Lexicon, names: Names, normalise: Callable[[str], str]) -> None:
        self.lexicon, self.names, self.luck = lexicon, names, random.Random(SEED)
        self.normalise = lru_cache(maxsize=None)(normalise)
        self.signs_of = lru_cache(maxsize=None)(self._signs_of)

    def filled(self, line: str) -> list[Piece]:
        """The pieces of a line with marks, or with slots into which names are put: texts, each with its kind if it is a
        name."""
        pieces, position = [], 0
        for match in MARK.finditer(line):
            kind = match[2] or match[3]
            name = match[1] or self.names.draw(kind, self.luck)
            before = self.normalise(line[position:match.start()])
            pieces += [(before, None), (self.normalise(name), "place" if kind == "own" else kind)]
            position = match.end()
        return [*pieces, (self.normalise(line[position:]), None)]

    def _signs_of(self, text: str) -> str:
        return signed(text, find_known(text, self.lexicon)).text

    def example(self, pieces: Iterable[Piece], of_a_topic: bool = False) -> Example:
        """The pieces as one text. A name that is wholly known is one sign, and nothing is left to be found there."""
        text, labels = "", []
        for said, kind in pieces:
            shown = said if said in SIGNS.values() else self.signs_of(said)
            named = kind and shown not in SIGNS.values()
            labels += [f"B-{kind}", *[f"I-{kind}"] * (len(shown) - 1)] if named else [OUTSIDE] * len(shown)
            text += shown
        return Example(text, tuple(labels), of_a_topic)

    def renamed(self, asked: Asked) -> list[Piece]:
        """The pieces of a topic's example, with other names for most of those that are known in it; none where it may
        well have one that is not known."""
        pieces, position, text = [], 0, asked.text
        self.luck.seed(luck_of(text))
        known = find_known(text, self.lexicon)
        if asked.about_a_name and not any(span.entity in KIND_OF for span in known):
            return []
        for span in known:
            kind = KIND_OF.get(span.entity)
            other = kind and self.luck.random() < REPLACED
            name = (self.normalise(self.names.draw(kind, self.luck)), kind) if other else (SIGNS[span.entity], None)
            pieces += [(text[position:span.start], None), name]
            position = span.end
        return [*pieces, (text[position:], None)]


def _read(name: str) -> list[str]:
    return YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8"))
