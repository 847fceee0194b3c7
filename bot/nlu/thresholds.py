"""The thresholds of the topic decision, which stand in config.yml and nowhere else."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAMES = (
    "refuse_below", "ask_within", "sure_beside_venue", "venue_in_zone", "sure_of_two", "danger_from",
    "gap_beside", "gap_from", "stays_from", "clear_alone", "sure_after_venue",
)


class ThresholdMissing(ValueError):
    """config.yml lacks a threshold, or has none that is a number; the message is a sentence."""


def check_thresholds(config: Mapping[str, Any]) -> None:
    """Raises ThresholdMissing for the first threshold that the entry of TopicClassifier does not state."""
    for name in NAMES:
        value = config.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ThresholdMissing(f"config.yml: TopicClassifier needs the number {name}; write {name}: and a number.")
