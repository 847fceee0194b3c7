"""data/nlu.yml of the stock project: questions with a fixed answer as retrieval intents, as Rasa's documentation
advises for FAQs; the others as plain intents. No facts are marked, as none are in data/nlu. Pure."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from bench.topic_data import Example


def nlu_data(examples: Iterable[Example], intent_of: Callable[[str], str]) -> dict[str, Any]:
    """The training data; ``intent_of`` names a topic's intent."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_intent[intent_of(example.topic)].append(f"- {example.text}\n")
    return {
        "version": "3.1", "nlu": [{"intent": name, "examples": "".join(lines)} for name, lines in by_intent.items()]
    }
