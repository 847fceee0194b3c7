"""How likely a message goes on with the topic answered last (钱谁出, 那老外呢), by its words and by how it stands to the
topics. Pure; bot/nlu/staying_training.py learns it."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bot.nlu.features import STEPS

# The signs beside the words: how the topics stand, and a sign for each step of length.
STANDINGS = 5
SIGNS = STANDINGS + STEPS
# The margin that stands for a topic where there are fewer: that of an example of others.
NO_MARGIN = -1.0


@dataclass(frozen=True)
class StayPlane:
    """``words`` has a number for each feature, ``signs`` one for each sign; with ``bias`` they make the log odds that a
    message stays with the topic answered last, among as many others as were learned from."""

    words: np.ndarray
    signs: np.ndarray
    bias: float

    def odds(self, rows: np.ndarray, values: np.ndarray, signs: np.ndarray) -> float:
        """The log odds for a message whose features are ``values`` at ``rows``."""
        return float(values @ self.words[rows] + signs @ self.signs) + self.bias


def signs_of(margins: np.ndarray, last: int, step: int) -> np.ndarray:
    """What speaks for staying with the topic at ``last`` beside the words. margins: of all topics; step: of the
    message's length, 0 to STEPS - 1."""
    others = np.sort(np.delete(margins, last))[::-1]
    first, second = (*others[:2], NO_MARGIN, NO_MARGIN)[:2]
    signs = np.zeros(SIGNS, np.float32)
    signs[:STANDINGS] = margins[last], first, first - second, min(first, 0.0), max(first - margins[last], 0.0)
    signs[STANDINGS + step] = 1.0
    return signs


def share_of(odds: float) -> float:
    """Log odds above 0 as a share of 0.5 to 1."""
    return 1 / (1 + math.exp(-odds))
