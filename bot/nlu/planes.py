"""scikit-learn finds the planes that part topics and dangers from all else: several at once, each in a
process of its own. The same examples give the same planes."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEED = 20221107
PROCESSES = 2
# Stands for all topics that a half of them is parted from; no topic's name begins like this.
OTHERS = "~"
# This and C were chosen by cross-validation on the training part of bench/smp2020.py.
RARITY = 0.2
# A hundred times that of scikit-learn, and near enough to the end of the fit that the order of the
# examples decides nothing; with ten times as much, single answers changed when examples moved from one file to another.
TOLERANCE = 0.01
# Where there is nothing of a kind no message is of it.
NONE_IS = -1.0
# A function with what it is given.
Job = tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True)
class Kinds:
    """Labels of a kind: ``dangers`` are the topics of somebody in danger, ``alike`` what only looks like that."""

    dangers: Collection[str] = ()
    alike: Collection[str] = ()


def side_by_side(jobs: Sequence[Job]) -> list[Any]:
    """What the jobs give, in their order; they are begun in that order, each as soon as a process is free."""
    from joblib import Parallel, delayed

    return Parallel(n_jobs=PROCESSES, batch_size=1, pre_dispatch="all")(
        delayed(work)(*given) for work, given in jobs
    )


def topic_jobs(matrix: csr_matrix, labels: Sequence[str], kinds: Kinds) -> list[tuple[list[str], Job]]:
    """Topics, and what finds their planes; the longest first. What looks like a danger speaks of many topics: it parts
    the dangers from all else, and no other topic is drawn away from it."""
    apart = sorted(set(labels) & {*kinds.dangers, *kinds.alike})
    rest = sorted(set(labels) - set(apart))
    kept = np.flatnonzero(~np.isin(labels, list(kinds.alike)))
    others = matrix[kept], [labels[row] for row in kept]
    jobs = [(part, (planes_of, (part, *others))) for part in (rest[::2], rest[1::2]) if part]
    return [*jobs, (apart, (planes_of, (apart, matrix, labels)))] if apart else jobs


def planes_of(topics: list[str], matrix: csr_matrix, labels: Sequence[str]) -> list[np.ndarray]:
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


def plane_between(
    matrix: csr_matrix, is_one: np.ndarray, counts: float, others: np.ndarray
) -> tuple[np.ndarray, float]:
    """What parts the examples of a kind from all others, each of them counting so much. Where there is none of the kind
    no message is."""
    from sklearn.svm import LinearSVC

    if not is_one.any() or is_one.all():
        return np.zeros(matrix.shape[1], np.float32), NONE_IS
    model = LinearSVC(C=1.0, random_state=SEED, tol=TOLERANCE)
    model.fit(matrix, is_one, sample_weight=np.where(is_one, counts, others))
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def topic_weights(labels: Sequence[str]) -> dict[str, float]:
    """Topics with few examples count a little more for each."""
    counts = Counter(labels)
    return {topic: (max(counts.values()) / count) ** RARITY for topic, count in counts.items()}
