"""A linear model over sparse features: scikit-learn trains it, plain arrays hold it, numpy alone applies it."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.nlu.features import features, weight

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEED = 20221107
# Stands for all topics that a half of them is parted from; no topic's name begins like this.
OTHERS = "~"


@dataclass(frozen=True)
class TopicModel:
    """``weights`` has a row for each feature and a column for each topic; ``idf`` one number for each feature.

    That number is the feature's rarity, times the weight of its kind, less what being spread over topics costs it.
    ``danger`` has one number for each feature: the plane between messages of somebody in danger and all others, with
    ``danger_bias``.
    """

    topics: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float
    danger: np.ndarray
    danger_bias: float

    def read(self, masked: str) -> tuple[list[tuple[str, float]], float]:
        """The topics with their confidence as ``rank`` gives them, and the signed distance to the plane of danger."""
        rows, values = self._values(masked)
        ranking = self._ranked(values @ self.weights[rows] + self.bias)
        return ranking, float(values @ self.danger[rows]) + self.danger_bias

    def margins(self, masked: str) -> np.ndarray:
        """Signed distances to each topic's plane, in the order of ``topics``."""
        rows, values = self._values(masked)
        return values @ self.weights[rows] + self.bias

    def _values(self, masked: str) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the features that are known, and how much each counts; of length one, or none."""
        counts = Counter(map(self.vocabulary.get, features(masked)))
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

    def save(self, file: Path) -> None:
        """Plain arrays only: nothing in the file can run."""
        names = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        np.savez_compressed(
            file, topics=np.array(self.topics), vocabulary=np.array("\n".join(names)), idf=self.idf,
            weights=self.weights, bias=self.bias, sharpness=np.float64(self.sharpness),
            danger=self.danger, danger_bias=np.float64(self.danger_bias),
        )

    @classmethod
    def load(cls, file: Path) -> TopicModel:
        with np.load(file, allow_pickle=False) as data:
            names = str(data["vocabulary"]).split("\n")
            return cls(
                tuple(str(t) for t in data["topics"]), {name: i for i, name in enumerate(names)},
                data["idf"], data["weights"], data["bias"], float(data["sharpness"]),
                data["danger"], float(data["danger_bias"]),
            )


def train(
    texts: list[str], labels: list[str], analyse: Callable[[str], list[str]] = features,
    dangers: Collection[str] = (), alike: Collection[str] = (),
) -> TopicModel:
    """The same masked texts and labels give the same model each time. ``dangers`` are the topics of somebody in danger,
    ``alike`` the labels of what only looks like that."""
    from scipy.sparse import diags
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectoriser = TfidfVectorizer(analyzer=analyse, sublinear_tf=True, min_df=2, norm=None, dtype=np.float32)
    matrix = vectoriser.fit_transform(texts)
    names = [str(name) for name in vectoriser.get_feature_names_out()]
    factors = np.array([weight(name) for name in names]) * (1 - SPREAD_COST * spread(matrix > 0, labels))
    matrix = normalize(matrix @ diags(factors))
    topics, planes, bias = fit(matrix, labels, dangers, alike)
    danger, danger_bias = danger_plane(matrix, labels, dangers, alike)
    return TopicModel(
        topics, {name: i for i, name in enumerate(names)}, (vectoriser.idf_ * factors).astype(np.float32),
        np.ascontiguousarray(planes.T, dtype=np.float32), bias.astype(np.float32), SHARPNESS,
        danger, danger_bias,
    )


def fit(
    matrix: csr_matrix, labels: list[str], dangers: Collection[str] = (), alike: Collection[str] = ()
) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """The topics, a plane for each (a row) and its bias; the parts of the topics each in a process of its own. What
    looks like a danger speaks of many topics: it parts the dangers from all else, and no other topic is drawn away
    from it."""
    from joblib import Parallel, delayed

    apart = sorted(set(labels) & {*dangers, *alike})
    rest = sorted(set(labels) - set(apart))
    kept = np.flatnonzero(~np.isin(labels, list(alike)))
    others = matrix[kept], [labels[row] for row in kept]
    jobs = [(part, *others) for part in (rest[::2], rest[1::2]) if part] + [(apart, matrix, labels)] * bool(apart)
    parts = Parallel(n_jobs=2)(delayed(planes_of)(*job) for job in jobs)
    planes = {
        topic: plane for job, part in zip(jobs, parts, strict=True) for topic, plane in zip(job[0], part, strict=True)
    }
    topics = sorted(planes)
    whole = np.array([planes[topic] for topic in topics])
    return tuple(topics), whole[:, :-1], whole[:, -1]


def planes_of(topics: list[str], matrix: csr_matrix, labels: list[str]) -> list[np.ndarray]:
    """For each of ``topics`` the plane that parts it from all others, its bias behind it."""
    from sklearn.svm import LinearSVC

    names = [topic if topic in topics else OTHERS for topic in labels]
    model = LinearSVC(C=2.0, class_weight={**topic_weights(labels), OTHERS: 1.0}, random_state=SEED, tol=TOLERANCE)
    model.fit(matrix, names)
    planes = np.hstack([model.coef_, model.intercept_[:, None]])
    # Of two classes scikit-learn keeps one plane, that of the second.
    if len(model.classes_) == 2:
        planes = np.vstack([-planes, planes])
    of = dict(zip(model.classes_, planes, strict=True))
    return [of[topic] for topic in topics]


def danger_plane(
    matrix: csr_matrix, labels: list[str], dangers: Collection[str], alike: Collection[str]
) -> tuple[np.ndarray, float]:
    """What parts messages of somebody in danger from all others. Where there are no dangers nothing is one."""
    from sklearn.svm import LinearSVC

    is_danger = np.isin(labels, list(dangers))
    if not is_danger.any():
        return np.zeros(matrix.shape[1], np.float32), NO_DANGER
    counts = np.where(is_danger, DANGER_COUNTS, np.where(np.isin(labels, list(alike)), ALIKE_COUNTS, 1.0))
    model = LinearSVC(C=1.0, random_state=SEED, tol=TOLERANCE).fit(matrix, is_danger, sample_weight=counts)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def spread(present: csr_matrix, labels: list[str]) -> np.ndarray:
    """For each feature 0 to 1: how evenly the examples with it fall on the topics (entropy, one prior example)."""
    topics, topic_of = np.unique(labels, return_inverse=True)
    shares = np.bincount(topic_of)[:, None] / len(labels)
    counts = np.vstack([present[topic_of == i].sum(axis=0) for i in range(len(topics))])
    odds = np.asarray(counts + shares) / np.asarray(counts.sum(axis=0) + 1)
    return -(odds * np.log(odds)).sum(axis=0) / math.log(len(topics))


def topic_weights(labels: list[str]) -> dict[str, float]:
    """Topics with few examples count a little more for each."""
    counts = Counter(labels)
    return {topic: (max(counts.values()) / count) ** RARITY for topic, count in counts.items()}


# These two and C were chosen by cross-validation on the training part of bench/smp2020.py.
SPREAD_COST = 0.5
RARITY = 0.2
# A thousand times that of scikit-learn: fits in half the time, and no answer that was measured gets worse.
TOLERANCE = 0.1
# A missed danger is worse than a false alarm, and what only looks like one is rarer among the examples than in life.
DANGER_COUNTS, ALIKE_COUNTS, NO_DANGER = 5.0, 10.0, -1.0
# Turns margins into odds that are about as often right as they say on examples held out: bench/calibration.py.
SHARPNESS = 7.0
