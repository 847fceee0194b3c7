"""Names of places, venues and people in a text, known or not: a linear chain over letters. CRFsuite trains it
(bot/nlu/mentions), plain arrays hold it, numpy alone applies it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from bot.nlu.readers.arrays import save_arrays

OUTSIDE = "O"
# Never: a name that goes on where none has begun.
FORBIDDEN = np.float32(-1e6)


# Counted up to here: what is commoner tells no more.
MOST = 255


@dataclass(frozen=True)
class Usage:
    """How often letters and pairs of letters stand in the topics' examples, up to MOST: names are made of others."""

    letters: dict[str, int]
    pairs: dict[str, int]


def signs(text: str, usage: Usage, own: int = 0) -> list[tuple[str, ...]]:
    """For each letter of a text the signs that it goes by: letters, pairs and a triple around it, with a mark for where
    they stand, and how common they are. ``own``: how often the text itself is among what was counted."""
    padded = f"^^{text}$$"
    once = [how_common(usage.letters.get(letter, 0) - own) for letter in text]
    twice = [how_common(usage.pairs.get(padded[at:at + 2], 0) - own) for at in range(len(text) + 3)]
    return [
        (*_around(*padded[at:at + 5]), "i" + once[at], "j" + twice[at + 1] + twice[at + 2],
         "k" + twice[at] + twice[at + 1], "l" + twice[at + 2] + twice[at + 3])
        for at in range(len(text))
    ]


def _around(far: str, before: str, here: str, after: str, beyond: str) -> tuple[str, ...]:
    return (
        "a" + before, "b" + here, "c" + after, "d" + far + before, "e" + before + here, "f" + here + after,
        "g" + after + beyond, "h" + before + here + after,
    )


def how_common(count: int) -> str:
    """A count as one of five steps."""
    return "0" if count <= 0 else "1" if count < 3 else "2" if count < 10 else "3" if count < 50 else "4"


@dataclass(frozen=True)
class Name:
    """text[start:end] is a name of this kind: place, venue or person."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Tagger:
    """``weights`` has a row for each sign of a letter and a column for each label (O, B-place, I-place, ...);
    ``transitions`` has the weight of a column's label behind a row's, ``first`` that of a label at the beginning."""

    labels: tuple[str, ...]
    usage: Usage
    vocabulary: dict[str, int]
    weights: np.ndarray
    transitions: np.ndarray
    first: np.ndarray

    def find(self, text: str) -> list[Name]:
        """The names of a normalised text, in order."""
        return names_of([self.labels[label] for label in self._best(text)]) if text else []

    def _best(self, text: str) -> list[int]:
        """The likeliest labels of all letters, as columns."""
        letters = self._letters(text)
        score, back = letters[0] + self.first, []
        for here in letters[1:]:
            ways = score[:, None] + self.transitions
            back.append(ways.argmax(axis=0))
            score = ways.max(axis=0) + here
        path = [int(score.argmax())]
        for before in reversed(back):
            path.append(int(before[path[-1]]))
        return path[::-1]

    def _letters(self, text: str) -> np.ndarray:
        """For each letter the weight of each label."""
        row_of = self.vocabulary.get
        # The last row is of no sign: it adds nothing.
        rows = [[row_of(sign, -1) for sign in letter] for letter in signs(text, self.usage)]
        return self.weights[np.array(rows)].sum(axis=1)

    def save(self, file: Path) -> None:
        """Plain arrays only: nothing in the file can run."""
        letters, pairs = self.usage.letters, self.usage.pairs
        save_arrays(
            file, labels=np.array(self.labels), weights=self.weights, transitions=self.transitions, first=self.first,
            vocabulary=np.array("\n".join(sorted(self.vocabulary, key=self.vocabulary.__getitem__))),
            letters=np.array("".join(letters)), letter_counts=np.fromiter(letters.values(), np.uint8),
            pairs=np.array("".join(pairs)), pair_counts=np.fromiter(pairs.values(), np.uint8),
        )

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Tagger:
        with np.load(file, allow_pickle=False) as data:
            rows, pairs = str(data["vocabulary"]).split("\n"), str(data["pairs"])
            usage = Usage(
                dict(zip(str(data["letters"]), data["letter_counts"].tolist(), strict=True)),
                dict(zip(map("".join, zip(pairs[::2], pairs[1::2], strict=True)), data["pair_counts"].tolist(),
                         strict=True)),
            )
            return cls(
                tuple(str(label) for label in data["labels"]), usage, {sign: row for row, sign in enumerate(rows)},
                data["weights"], data["transitions"], data["first"],
            )


def names_of(labels: list[str]) -> list[Name]:
    """What the labels of a text's letters say."""
    found: list[Name] = []
    for place, label in enumerate(labels):
        if label.startswith("B-"):
            found.append(Name(place, place + 1, label[2:]))
        elif label.startswith("I-"):
            found[-1] = Name(found[-1].start, place + 1, found[-1].kind)
    return found
