"""The topic model out of examples; the same examples give the same model."""
from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.nlu.feature_counts import Counts, count, joined
from bot.nlu.features import features, step_of_length, weight
from bot.nlu.planes import Kinds, plane_between, side_by_side, topic_jobs
from bot.nlu.staying_training import FollowUp, stay_plane
from bot.nlu.topic_model import TopicModel
from knowledge.text.luck import luck_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Chosen by cross-validation on the training part of bench/smp2020.py.
SPREAD_COST = 0.5
# A feature that stands in one example alone is none.
COMMON = 2
# A missed danger is worse than a false alarm, and what only looks like one is rarer among the examples than in life.
DANGER_COUNTS, ALIKE_COUNTS = 5.0, 10.0
# Turns margins into odds that are about as often right as they say on examples held out: bench/calibration.py.
SHARPNESS = 7.0


def train(
    texts: Sequence[str], labels: Sequence[str], analyse: Callable[[str], list[str]] = features,
    kinds: Kinds | None = None, follow_ups: Mapping[str, FollowUp] | None = None,
) -> TopicModel:
    """The same masked texts and labels give the same model each time. ``follow_ups`` are masked texts that follow an
    answer; from them is learned what goes on with it and what leaves it, and nothing of topics: their words mean
    another topic by themselves (钱谁出)."""
    following = follow_ups or {}
    texts = [*texts, *following]
    steps, luck = (list(map(of, texts)) for of in (step_of_length, luck_of))
    return train_counted(joined([count(texts, analyse)]), labels, steps, luck, kinds or Kinds(), [*following.values()])


def train_counted(
    counts: Counts, labels: Sequence[str], steps: Sequence[int], luck: Sequence[int], kinds: Kinds,
    follow_ups: Sequence[FollowUp] = (),
) -> TopicModel:
    """The same of counted features: the rows without a label, behind all others, are of ``follow_ups``; ``steps`` and
    ``luck`` have the step of length and the luck of each row."""
    from scipy.sparse import diags
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.preprocessing import normalize

    stands_alone = counts.matrix[:len(labels)]
    counts = counts.kept(commonest_first(stands_alone))
    alone = counts.matrix[:len(labels)]
    rarity = TfidfTransformer(sublinear_tf=True, norm=None).fit(alone)
    factors = np.array(list(map(weight, counts.names))) * (1 - SPREAD_COST * spread(alone > 0, labels))
    matrix = normalize(rarity.transform(counts.matrix) @ diags(factors))
    alone = matrix[:len(labels)]
    is_danger, is_alike = (np.isin(labels, list(group)) for group in (kinds.dangers, kinds.alike))
    jobs = topic_jobs(alone, labels, kinds)
    (danger, danger_bias), *parts = side_by_side([
        (plane_between, (alone, is_danger, DANGER_COUNTS, np.where(is_alike, ALIKE_COUNTS, 1.0))),
        *(job for _, job in jobs),
    ])
    planes = {
        topic: plane for (topics, _), part in zip(jobs, parts, strict=True)
        for topic, plane in zip(topics, part, strict=True)
    }
    topics = sorted(planes)
    whole = np.array([planes[topic] for topic in topics], np.float32)
    stays = stay_plane(matrix, steps, luck, labels, follow_ups, topics, whole, kinds.alike)
    return TopicModel(
        tuple(topics), {name: column for column, name in enumerate(counts.names)},
        (rarity.idf_ * factors).astype(np.float32), np.ascontiguousarray(whole[:, :-1].T), whole[:, -1], SHARPNESS,
        danger, danger_bias, stays.words, stays.signs, stays.bias,
    )


def commonest_first(counts: csr_matrix) -> np.ndarray:
    """The columns that stand in enough rows, the commonest first: what is looked at together lies together in memory,
    and the planes are found in three fifths of the time."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    order = np.argsort(-frequency, kind="stable")
    return order[frequency[order] >= COMMON]


def spread(present: csr_matrix, labels: Sequence[str]) -> np.ndarray:
    """For each feature 0 to 1: how evenly the examples with it fall on the topics (entropy, one prior example)."""
    from scipy.sparse import csr_matrix as matrix

    topics, topic_of = np.unique(labels, return_inverse=True)
    shares = np.bincount(topic_of)[:, None] / len(labels)
    belongs = matrix((np.ones(len(labels), np.int32), (topic_of, range(len(labels)))))
    counts = (belongs @ present.astype(np.int32)).toarray()
    odds = (counts + shares) / (counts.sum(axis=0) + 1)
    return -(odds * np.log(odds)).sum(axis=0) / math.log(len(topics))
