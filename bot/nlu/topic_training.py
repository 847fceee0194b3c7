"""scikit-learn trains the topic model from examples; the same examples give the same model."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bot.nlu.features import AFTER, STEPS, features, follows, step_of_length, weight
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
# Their words say little by themselves: alone they are to pull little.
FOLLOW_UP_COUNTS = 0.25
# Of the questions that stand by themselves every so many are learned as digressions, after topics in turn.
EVERY_DIGRESSION, STRIDE = 3, 7
# Turns margins into odds that are about as often right as they say on examples held out: bench/calibration.py.
SHARPNESS = 7.0


@dataclass(frozen=True)
class Kinds:
    """Labels of a kind: ``dangers`` are the topics of somebody in danger, ``alike`` what only looks like that; ``acts``
    are no questions (thanks, a person, the reason): short as they are they lean on no topic. ``neighbours``: for a
    topic those that its questions often follow."""

    dangers: Collection[str] = ()
    alike: Collection[str] = ()
    acts: Collection[str] = ()
    neighbours: Mapping[str, Sequence[str]] = field(default_factory=dict)


def train(
    texts: list[str], labels: list[str], analyse: Callable[[str], list[str]] = features, kinds: Kinds | None = None,
    after: Sequence[str | None] | None = None,
) -> TopicModel:
    """The same masked texts and labels give the same model each time. ``after``: for each text the topic that it
    follows and leans on, None for what stands by itself."""
    from scipy.sparse import diags, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    after = list(after or [None] * len(texts))
    is_leaning = np.array([topic is not None for topic in after])
    kinds = kinds or Kinds()
    texts, labels, after = with_digressions(texts, labels, after, kinds)
    vectoriser = TfidfVectorizer(
        analyzer=lambda example: [*analyse(example[0]), *follows(example[1])],
        sublinear_tf=True, min_df=2, norm=None, dtype=np.float32,
    )
    matrix = vectoriser.fit_transform(zip(texts, after, strict=True))
    names = [str(name) for name in vectoriser.get_feature_names_out()]
    factors = np.array([weight(name) for name in names]) * (1 - SPREAD_COST * spread(matrix > 0, labels))
    alone = np.array([not name.startswith(AFTER) for name in names])
    by_itself, matrix = normalize(matrix @ diags(factors * alone)), normalize(matrix @ diags(factors))
    counts = np.where(np.pad(is_leaning, (0, len(texts) - len(is_leaning))), FOLLOW_UP_COUNTS, 1.0)
    topics, planes, bias = fit(matrix, labels, counts)
    is_danger, is_alike, is_act = (np.isin(labels, list(group)) for group in (kinds.dangers, kinds.alike, kinds.acts))
    danger, danger_bias = plane_between(by_itself, is_danger, DANGER_COUNTS, np.where(is_alike, ALIKE_COUNTS, 1.0))
    # What is learned a second time, as a digression, is looked at once.
    first = len(is_leaning)
    with_length = hstack([by_itself[:first], lengths(texts[:first])]).tocsr()
    acts = np.where(is_act[:first], ACTS_COUNT, 1.0)
    leans, leans_bias = plane_between(with_length, is_leaning, LEANING_COUNTS, acts)
    return TopicModel(
        topics, {name: i for i, name in enumerate(names)}, (vectoriser.idf_ * factors).astype(np.float32),
        np.ascontiguousarray(planes.T, dtype=np.float32), bias.astype(np.float32), SHARPNESS,
        danger, danger_bias, leans[:-STEPS], leans[-STEPS:], leans_bias,
    )


def lengths(texts: list[str]) -> csr_matrix:
    """A row for each text with a one in the column of its step of length."""
    from scipy.sparse import csr_matrix as matrix

    steps = [step_of_length(text) for text in texts]
    return matrix((np.ones(len(steps), np.float32), (range(len(steps)), steps)), shape=(len(steps), STEPS))


def with_digressions(
    texts: list[str], labels: list[str], after: Sequence[str | None], kinds: Kinds
) -> tuple[list[str], list[str], list[str | None]]:
    """Beside the examples, what stands by itself after an answer to something else, mostly to a neighbour, all acts
    among it: what was said before counts little for it. Where no example follows anything there is none."""
    followed = sorted({topic for topic in after if topic})
    if not followed:
        return texts, labels, list(after)

    def before(place: int, neighbours: Sequence[str] | None) -> str:
        topics = neighbours if neighbours and place % 3 else followed
        return topics[place * STRIDE % len(topics)]

    alone = [
        number for number, topic in enumerate(after)
        if topic is None and (number % EVERY_DIGRESSION == 0 or labels[number] in kinds.acts)
    ]
    return (
        [*texts, *(texts[number] for number in alone)], [*labels, *(labels[number] for number in alone)],
        [*after, *(before(place, kinds.neighbours.get(labels[number])) for place, number in enumerate(alone))],
    )


def fit(matrix: csr_matrix, labels: list[str], counts: np.ndarray) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """The topics, a plane for each (a row) and its bias; half of the topics in a process of its own."""
    from joblib import Parallel, delayed

    topics = sorted(set(labels))
    halves = topics[::2], topics[1::2]
    weights = topic_weights(labels)
    parts = Parallel(n_jobs=len(halves))(delayed(planes_of)(half, matrix, labels, weights, counts) for half in halves)
    planes = {
        topic: plane for half, part in zip(halves, parts, strict=True) for topic, plane in zip(half, part, strict=True)
    }
    whole = np.array([planes[topic] for topic in topics])
    return tuple(topics), whole[:, :-1], whole[:, -1]


def planes_of(
    topics: list[str], matrix: csr_matrix, labels: list[str], weights: dict[str, float], counts: np.ndarray
) -> list[np.ndarray]:
    """For each of ``topics`` the plane that parts it from all others, its bias behind it."""
    from sklearn.svm import LinearSVC

    names = [topic if topic in topics else OTHERS for topic in labels]
    model = LinearSVC(C=2.0, class_weight={**weights, OTHERS: 1.0}, random_state=SEED, tol=TOLERANCE)
    model.fit(matrix, names, sample_weight=counts)
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
