"""A linear model over sparse features: plain arrays hold it, numpy alone applies it (topic_training.py makes it)."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.nlu.features import features, step_of_length
from bot.nlu.readers.arrays import save_arrays
from bot.nlu.staying import StayPlane, share_of, signs_of

# The arrays of a model; its other fields are texts and numbers.
ARRAYS = ("idf", "weights", "bias", "danger", "stays", "stays_signs")
# What adds less counts as nothing.
LEAST = 1e-5
NUMBERS = ("sharpness", "danger_bias", "stays_bias")


@dataclass(frozen=True)
class Reading:
    """What the model makes of a message: the topics with their confidence (0 to 1, adding up to 1), the likeliest
    first; how far it lies on the side of danger (0 between)."""

    ranking: list[tuple[str, float]]
    danger: float


@dataclass(frozen=True)
class Part:
    """A text that is read together with others: how often it has each feature, by their rows, how much that counts by
    itself, and how far it lies from each topic's plane, without the bias and of the length that it has."""

    counts: Counter[int]
    values: dict[int, float]
    margins: np.ndarray


@dataclass(frozen=True)
class TopicModel:
    """``weights`` has a row for each feature and a column for each topic; ``idf`` one number for each feature.

    That number is the feature's rarity, times the weight of its kind, less what being spread over topics costs it.
    ``danger`` has one number for each feature: the plane between messages of somebody in danger and all others, with
    ``danger_bias``. ``stays`` tells in the same way what goes on with the topic answered last (那老外呢), with
    ``stays_signs`` for the signs of bot/nlu/staying.py and ``stays_bias``.
    """

    topics: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float
    danger: np.ndarray
    danger_bias: float
    stays: np.ndarray
    stays_signs: np.ndarray
    stays_bias: float

    def read(
        self, masked: str, after: str | None = None, stays_from: float = 0.0, clear_alone: float = 1.0
    ) -> Reading:
        """``after`` is the topic that was answered last. Where the log odds that the message stays with it are above
        ``stays_from``, it has that share (half of all at ``stays_from``), and the topics by the message alone share
        what is left; not where one of them is as likely as ``clear_alone``."""
        rows, values = self._values(features(masked))
        margins = values @ self.weights[rows] + self.bias
        shares = self._shares(margins)
        if after in self.topics and shares.max() < clear_alone:
            last = self.topics.index(after)
            signs = signs_of(margins, last, step_of_length(masked))
            odds = StayPlane(self.stays, self.stays_signs, self.stays_bias).odds(rows, values, signs) - stays_from
            if odds > 0:
                shares *= 1 - share_of(odds)
                shares[last] += share_of(odds)
        return Reading(self._ranked(shares), float(values @ self.danger[rows]) + self.danger_bias)

    def margins(self, masked: str) -> np.ndarray:
        """Signed distances to each topic's plane, in the order of ``topics``."""
        rows, values = self._values(features(masked))
        return values @ self.weights[rows] + self.bias

    def _values(self, counted: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the features that are known, and how much each counts; of length one, or none."""
        rows, values = self._counted(self._counts(counted))
        return rows, values / math.sqrt(values @ values) if rows.size else values

    def _counts(self, counted: Iterable[str]) -> Counter[int]:
        """How often each feature is there that is known, by its row."""
        counts = Counter(map(self.vocabulary.get, counted))
        counts.pop(None, None)
        return counts

    def _counted(self, counts: Counter[int]) -> tuple[np.ndarray, np.ndarray]:
        """The rows and how much each counts, of the length that it has."""
        rows = np.fromiter(counts, np.intp, len(counts))
        return rows, (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[rows]

    def part(self, masked: str) -> Part:
        """A text that may be read together with others."""
        counts = self._counts(features(masked))
        rows, values = self._counted(counts)
        return Part(counts, dict(zip(counts, values.tolist(), strict=True)), values @ self.weights[rows])

    def rank_together(self, parts: Sequence[Part]) -> list[tuple[str, float]]:
        """Topics with their confidence by several texts as if they were one, the likeliest first. Of the large matrix
        little is read again: what one of them alone has counts as it did, and what several have, less than twice."""
        counts, apart = Counter[int](), Counter[int]()
        for part in parts:
            counts.update(part.counts)
            apart.update(part.values)
        rows, values = self._counted(counts)
        less = values - np.fromiter(map(apart.__getitem__, counts), np.float32, len(counts))
        several = np.flatnonzero(np.abs(less) > LEAST)
        margins = sum(part.margins for part in parts) + less[several] @ self.weights[rows[several]]
        length = np.float32(math.sqrt(values @ values)) or np.float32(1)
        return self._ranked(self._shares(margins / length + self.bias))

    def rank(self, masked: str) -> list[tuple[str, float]]:
        """Topics with their confidence (0 to 1, adding up to 1), the likeliest first."""
        return self._ranked(self._shares(self.margins(masked)))

    def _shares(self, margins: np.ndarray) -> np.ndarray:
        """How likely each topic is, adding up to 1."""
        odds = np.exp((margins - margins.max()) * self.sharpness)
        return odds / odds.sum()

    def _ranked(self, shares: np.ndarray) -> list[tuple[str, float]]:
        order = np.argsort(-shares, kind="stable")
        return [(self.topics[i], share) for i, share in zip(order.tolist(), shares[order].tolist(), strict=True)]

    def without(self, topics: Collection[str]) -> TopicModel:
        """The model as if it had never heard of these topics."""
        kept = [i for i, topic in enumerate(self.topics) if topic not in topics]
        return replace(
            self, topics=tuple(self.topics[i] for i in kept), weights=np.ascontiguousarray(self.weights[:, kept]),
            bias=self.bias[kept],
        )

    def save(self, file: Path) -> None:
        """Plain arrays only: nothing in the file can run."""
        names = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        save_arrays(
            file, topics=np.array(self.topics), vocabulary=np.array("\n".join(names)),
            **{name: getattr(self, name) for name in ARRAYS},
            **{name: np.float64(getattr(self, name)) for name in NUMBERS},
        )

    @classmethod
    def load(cls, file: Path) -> TopicModel:
        with np.load(file, allow_pickle=False) as data:
            names = str(data["vocabulary"]).split("\n")
            return cls(
                topics=tuple(str(t) for t in data["topics"]), vocabulary={name: i for i, name in enumerate(names)},
                **{name: data[name] for name in ARRAYS}, **{name: float(data[name]) for name in NUMBERS},
            )
