"""A linear model over sparse features: plain arrays hold it, numpy alone applies it (topic_training.py makes it)."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.nlu.features import features, step_of_length

# The arrays of a model; its other fields are texts and numbers.
ARRAYS = ("idf", "weights", "bias", "danger", "leans", "lengths")
NUMBERS = ("sharpness", "danger_bias", "leans_bias")


@dataclass(frozen=True)
class Reading:
    """What the model makes of a message: the topics with their confidence (0 to 1, adding up to 1), the likeliest
    first; how far it lies on the side of danger, and on that of messages that lean on what was said before (0 between).
    """

    ranking: list[tuple[str, float]]
    danger: float
    leans: float


@dataclass(frozen=True)
class Staying:
    """The more a message leans on what was said, from ``stays_from`` on, the more the margin of the topic answered last
    grows, ``stays`` times as much; not where some topic is as likely as ``clear_alone`` by the message alone, nor where
    the likeliest is one of ``acts`` (a farewell, 为啥), which lean on no topic, and as likely as ``likely``."""

    stays: float = 0.0
    stays_from: float = 0.0
    clear_alone: float = 1.0
    likely: float = 1.0
    acts: Collection[str] = ()

    def is_open(self, topic: str, confidence: float) -> bool:
        """Whether a message whose likeliest topic is this, and so likely, may lean on another."""
        return confidence < (self.likely if topic in self.acts else self.clear_alone)


@dataclass(frozen=True)
class TopicModel:
    """``weights`` has a row for each feature and a column for each topic; ``idf`` one number for each feature.

    That number is the feature's rarity, times the weight of its kind, less what being spread over topics costs it.
    ``danger`` has one number for each feature: the plane between messages of somebody in danger and all others, with
    ``danger_bias``. ``leans`` is in the same way the plane between follow-ups (那老外呢) and questions that stand by
    themselves; ``lengths`` has a number more for each step of a message's length.
    """

    topics: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float
    danger: np.ndarray
    danger_bias: float
    leans: np.ndarray
    lengths: np.ndarray
    leans_bias: float

    def read(self, masked: str, after: str | None = None, staying: Staying = Staying()) -> Reading:
        """``after`` is the topic that was answered last, which a message may lean on."""
        rows, values = self._values(features(masked))
        danger = float(values @ self.danger[rows]) + self.danger_bias
        leans = float(values @ self.leans[rows] + self.lengths[step_of_length(masked)]) + self.leans_bias
        margins = values @ self.weights[rows] + self.bias
        ranking = self._ranked(margins)
        if after in self.topics and staying.is_open(*ranking[0]):
            margins[self.topics.index(after)] += staying.stays * max(0.0, leans - staying.stays_from)
            ranking = self._ranked(margins)
        return Reading(ranking, danger, leans)

    def margins(self, masked: str) -> np.ndarray:
        """Signed distances to each topic's plane, in the order of ``topics``."""
        rows, values = self._values(features(masked))
        return values @ self.weights[rows] + self.bias

    def _values(self, counted: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the features that are known, and how much each counts; of length one, or none."""
        counts = Counter(map(self.vocabulary.get, counted))
        counts.pop(None, None)
        rows = np.fromiter(counts, np.intp, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[rows]
        return rows, values / math.sqrt(values @ values) if counts else values

    def rank(self, masked: str) -> list[tuple[str, float]]:
        """Topics with their confidence (0 to 1, adding up to 1), the likeliest first."""
        return self._ranked(self.margins(masked))

    def _ranked(self, margins: np.ndarray) -> list[tuple[str, float]]:
        margins = margins * self.sharpness
        odds = np.exp(margins - margins.max())
        odds /= odds.sum()
        order = np.argsort(-odds, kind="stable")
        return [(self.topics[i], share) for i, share in zip(order.tolist(), odds[order].tolist(), strict=True)]

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
        np.savez_compressed(
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
