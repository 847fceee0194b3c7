"""What parts follow-ups that stay with the topic answered last from messages that leave it; the same examples give the
same plane."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.nlu.planes import NONE_IS, SEED
from bot.nlu.staying import SIGNS, StayPlane, signs_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# To each follow-up so many questions that stand by themselves change the subject; each counts so much. Chosen by
# tests/cases/dialogues.
CHANGES, CHANGE_COUNTS = 1.5, 0.4
COST = 2.0
# The topics were learned from these questions: where one is read for the first time more is left to a margin of 1, five
# times as much on a quarter held out; three times did best of 2, 2.5 and 3.
FIRST_SIGHT = 3.0


class FollowUp(NamedTuple):
    """The topic of the answer that a message follows, and its own."""

    after: str
    topic: str


def stay_plane(
    matrix: csr_matrix, steps: Sequence[int], luck: Sequence[int], labels: Sequence[str],
    follow_ups: Sequence[FollowUp], topics: Sequence[str], planes: np.ndarray, aside: Collection[str],
) -> StayPlane:
    """The plane out of the follow-ups, whose rows of ``matrix`` stand behind those that have ``labels``, and of a
    sample of these as changes of subject. planes: one of each of ``topics``, its bias last; aside: labels that are no
    topics. Where nothing follows anything no message stays."""
    from scipy.sparse import csr_matrix as matrix_of
    from scipy.sparse import hstack
    from sklearn.linear_model import LogisticRegression

    place = {topic: column for column, topic in enumerate(topics)}
    rows = [
        (len(labels) + row, place[one.after], one.after == one.topic, 1.0)
        for row, one in enumerate(follow_ups) if one.after in place
    ]
    drawn = changes(luck, labels, follow_ups, aside, place)
    rows += [(row, place[after], False, CHANGE_COUNTS) for row, after in drawn]
    stays = np.array([stays for _, _, stays, _ in rows], bool)
    if not stays.any() or stays.all():
        return StayPlane(np.zeros(matrix.shape[1], np.float32), np.zeros(SIGNS, np.float32), NONE_IS * 100)
    chosen = matrix[[row for row, *_ in rows]]
    margins = chosen @ planes[:, :-1].T + planes[:, -1]
    for own, (row, *_) in zip(margins, rows, strict=True):
        if row < len(labels):
            own[place[labels[row]]] = 1 - FIRST_SIGHT * max(0.0, 1 - own[place[labels[row]]])
    signs = [signs_of(own, last, steps[row]) for own, (row, last, *_) in zip(margins, rows, strict=True)]
    model = LogisticRegression(C=COST, solver="liblinear", random_state=SEED)
    model.fit(hstack([chosen, matrix_of(np.array(signs))]).tocsr(), stays, sample_weight=[row[3] for row in rows])
    words, beside = np.split(model.coef_[0].astype(np.float32), [-SIGNS])
    return StayPlane(words, beside, float(model.intercept_[0]))


def changes(
    luck: Sequence[int], labels: Sequence[str], follow_ups: Sequence[FollowUp], aside: Collection[str],
    topics: Collection[str],
) -> list[tuple[int, str]]:
    """A sample of the questions that stand by themselves, each after some topic that is not its own; both by its
    ``luck``, so that one more example changes one of the sample."""
    last = sorted({one.after for one in follow_ups} & set(topics))
    if not last:
        return []
    sample = sorted(range(len(labels)), key=luck.__getitem__)[:int(CHANGES * len(follow_ups))]
    drawn = [(row, last[luck[row] % len(last)]) for row in sample]
    return [(row, after) for row, after in drawn if labels[row] != after and labels[row] not in aside]
