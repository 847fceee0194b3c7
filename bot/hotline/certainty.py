"""How sure it is that a caller wants the answer to a question that was heard: from what all that was said speaks for
it to a share of 0 to 1. Learned from calls by labs/evaluation/certainty.py; pure."""
from __future__ import annotations

import math
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = Path(__file__).parent / "certainty.yml"
# What the model gives less than this, or more than what is left to one, is no surer.
LEAST_SHARE = 0.01


@dataclass(frozen=True)
class Evidence:
    """What speaks for a question. ``own`` is how sure the reading of its own words is, in log-odds; ``worded`` whether
    its stretch is worded as a question, ``final`` whether the recogniser will not change it, ``recent`` whether the
    caller has said no more than one stretch since (1 or 0 each); ``early`` is 1 of a call of one stretch, a half of
    two, and so on. The others are shares of its topic (0 to 1): ``elsewhere`` in the other stretches, each read by
    itself, added up to two at most; ``whole`` in all that was said, read as one; ``asking`` in the stretches that ask,
    read as one; ``beside`` in its stretch with the one before it or behind it, where it is more."""

    own: float
    worded: float
    final: float
    recent: float
    early: float
    elsewhere: float
    whole: float
    asking: float
    beside: float


NAMES = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True)
class Weights:
    """``of`` has a number for each field of Evidence, in their order; a card is shown as sure from ``sure_from`` on,
    and not at all below ``fits_from``; a danger stands first from ``danger_from`` on."""

    of: tuple[float, ...]
    bias: float
    sure_from: float
    fits_from: float
    danger_from: float

    def certainty(self, evidence: Evidence) -> float:
        """A share of 0 to 1: of so many questions that look like this one the answer is wanted."""
        odds = self.bias + sum(weight * value for weight, value in zip(self.of, astuple(evidence), strict=True))
        return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """As they stand in the file."""
    told = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return Weights(tuple(told["weights"][name] for name in NAMES), told["bias"], **told["shown"])


def log_odds(share: float) -> float:
    """Of a share, which is never quite none nor all."""
    kept = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
    return math.log(kept / (1 - kept))
