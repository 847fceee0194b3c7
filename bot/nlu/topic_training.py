"""scikit-learn trains the topic model from examples; the same examples give the same model."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.nlu.features import STEPS, features, step_of_length, weight
from bot.nlu.topic_model import TopicModel

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEED = 20221107
# Stands for all topics that a half of them is parted from; no topic's name begins like this.
OTHERS = "~"
# These two and C were chosen by cross-validation on the training part of bench/smp2020.py.
SPREAD_COST = 0.5
RARITY = 0.2
# A thousand times that of scikit-learn: fits in half the time, and no answer that was measured gets worse.
TOLERANCE = 0.1
# A missed danger is worse than a false alarm, and what only looks like one is rarer among the examples than in life.
DANGER_COUNTS, ALIKE_COUNTS, NONE_IS = 5.0, 10.0, -1.0
# Follow-ups are few among the examples and many in a conversation.
LEANING_COUNTS, ACTS_COUNT = 3.0, 5.0
# Turns margins into odds that are about as often right as they say on examples held out: bench/calibration.py.
SHARPNESS = 7.0


@dataclass(frozen=True)
class Kinds:
    """Labels of a kind: ``dangers`` are the topics of somebody in danger, ``alike`` what only looks like that; ``acts``
    are no questions (thanks, a person, the reason): short as they are they lean on no topic."""

    dangers: Collection[str] = ()
    alike: Collection[str] = ()
    acts: Collection[str] = ()


def train(
    texts: Sequence[str], labels: Sequence[str], analyse: Callable[[str], list[str]] = features,
    kinds: Kinds | None = None, follow_ups: Sequence[str] = (),
) -> TopicModel:
    """The same masked texts and labels give the same model each time. ``follow_ups`` are masked texts that lean on what
    was said before; from them is learned what leaning looks like, and nothing of topics: their words mean another
    topic by themselves (钱谁出)."""
    from scipy.sparse import diags
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    kinds = kinds or Kinds()
    vectoriser = TfidfVectorizer(analyzer=analyse, sublinear_tf=True, min_df=2, norm=None, dtype=np.float32)
    matrix = vectoriser.fit_transform(texts)
    names = [str(name) for name in vectoriser.get_feature_names_out()]
    factors = np.array([weight(name) for name in names]) * (1 - SPREAD_COST * spread(matrix > 0, labels))
    matrix = normalize(matrix @ diags(factors))
    topics, planes, bias = fit(matrix, labels, kinds)
    is_danger, is_alike, is_act = (np.isin(labels, list(group)) for group in (kinds.dangers, kinds.alike, kinds.acts))
    danger, danger_bias = plane_between(matrix, is_danger, DANGER_COUNTS, np.where(is_alike, ALIKE_COUNTS, 1.0))
    leaning = normalize(vectoriser.transform(follow_ups) @ diags(factors)) if follow_ups else matrix[:0]
    leans, leans_bias = leaning_plane(matrix, leaning, [*texts, *follow_ups], is_act)
    return TopicModel(
        topics, {name: i for i, name in enumerate(names)}, (vectoriser.idf_ * factors).astype(np.float32),
        np.ascontiguousarray(planes.T, dtype=np.float32), bias.astype(np.float32), SHARPNESS,
        danger, danger_bias, leans[:-STEPS], leans[-STEPS:], leans_bias,
    )


def leaning_plane(
    alone: csr_matrix, leaning: csr_matrix, texts: Sequence[str], is_act: np.ndarray
) -> tuple[np.ndarray, float]:
    """What parts follow-ups (rows ``leaning``) from what stands by itself (rows ``alone``), by their words and lengths;
    ``texts`` are those of both."""
    from scipy.sparse import hstack, vstack

    rows = hstack([vstack([alone, leaning]), lengths(texts)]).tocsr()
    is_leaning = np.arange(len(texts)) >= alone.shape[0]
    acts = np.where(np.pad(is_act, (0, leaning.shape[0])), ACTS_COUNT, 1.0)
    return plane_between(rows, is_leaning, LEANING_COUNTS, acts)


def lengths(texts: Sequence[str]) -> csr_matrix:
    """A row for each text with a one in the column of its step of length."""
    from scipy.sparse import csr_matrix as matrix

    steps = [step_of_length(text) for text in texts]
    return matrix((np.ones(len(steps), np.float32), (range(len(steps)), steps)), shape=(len(steps), STEPS))


def fit(
    matrix: csr_matrix, labels: Sequence[str], kinds: Kinds
) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """The topics, a plane for each (a row) and its bias; the parts of the topics each in a process of its own. What
    looks like a danger speaks of many topics: it parts the dangers from all else, and no other topic is drawn away
    from it."""
    from joblib import Parallel, delayed

    apart = sorted(set(labels) & {*kinds.dangers, *kinds.alike})
    rest = sorted(set(labels) - set(apart))
    kept = np.flatnonzero(~np.isin(labels, list(kinds.alike)))
    others = matrix[kept], [labels[row] for row in kept]
    jobs = [(part, *others) for part in (rest[::2], rest[1::2]) if part] + [(apart, matrix, labels)] * bool(apart)
    parts = Parallel(n_jobs=2)(delayed(planes_of)(*job) for job in jobs)
    planes = {
        topic: plane for job, part in zip(jobs, parts, strict=True) for topic, plane in zip(job[0], part, strict=True)
    }
    topics = sorted(planes)
    whole = np.array([planes[topic] for topic in topics])
    return tuple(topics), whole[:, :-1], whole[:, -1]


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
    matrix: csr_matrix, is_one: np.ndarray, counts: float, others: np.ndarray | float = 1.0
) -> tuple[np.ndarray, float]:
    """What parts the examples of a kind from all others, each of them counting so much. Where there is none of the kind
    no message is."""
    from sklearn.svm import LinearSVC

    if not is_one.any() or is_one.all():
        return np.zeros(matrix.shape[1], np.float32), NONE_IS
    model = LinearSVC(C=1.0, random_state=SEED, tol=TOLERANCE)
    model.fit(matrix, is_one, sample_weight=np.where(is_one, counts, others))
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def spread(present: csr_matrix, labels: Sequence[str]) -> np.ndarray:
    """For each feature 0 to 1: how evenly the examples with it fall on the topics (entropy, one prior example)."""
    from scipy.sparse import csr_matrix as matrix

    topics, topic_of = np.unique(labels, return_inverse=True)
    shares = np.bincount(topic_of)[:, None] / len(labels)
    belongs = matrix((np.ones(len(labels), np.int32), (topic_of, range(len(labels)))))
    counts = (belongs @ present.astype(np.int32)).toarray()
    odds = (counts + shares) / (counts.sum(axis=0) + 1)
    return -(odds * np.log(odds)).sum(axis=0) / math.log(len(topics))


def topic_weights(labels: Sequence[str]) -> dict[str, float]:
    """Topics with few examples count a little more for each."""
    counts = Counter(labels)
    return {topic: (max(counts.values()) / count) ** RARITY for topic, count in counts.items()}
