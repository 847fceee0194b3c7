"""The examples that both sides learn from: fifteen of each intent of data/nlu, the same on every machine. Pure but for
reading data/nlu.

Which fifteen is settled by a hash of each example's own words, so that neither the order of a file nor an example
written later for another topic moves them.
"""
from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from bench.topic_data import Example, training_examples

A_TOPIC = 15


def sample() -> list[Example]:
    """The stated sample of all topics and dialogue acts."""
    return choose(training_examples(), A_TOPIC)


def choose(examples: Iterable[Example], a_topic: int) -> list[Example]:
    """At most ``a_topic`` different examples of each topic, topics and examples in a fixed order."""
    by_topic: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        by_topic[example.topic].add(example.text)
    return [
        Example(text, topic) for topic in sorted(by_topic) for text in sorted(by_topic[topic], key=digest)[:a_topic]
    ]


def shuffled(examples: Iterable[Example]) -> list[Example]:
    """All of them in an order that follows from their words alone."""
    return sorted(set(examples), key=lambda example: digest(example.text + example.topic))


def digest(text: str) -> str:
    """A fixed number for a text, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
