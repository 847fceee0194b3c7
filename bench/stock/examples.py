"""data/nlu.yml of the stock project: questions with a fixed answer as retrieval intents, as Rasa's documentation
advises for FAQs; the others as plain intents; what the facts are marked in the sentences. Pure."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from bench.topic_data import Example
from bot.nlu.spans import Span

ENTITIES = ("place", "venue_kind", "zone_kind", "cases", "units")
Find = Callable[[str], tuple[str, list[Span]]]


def nlu_data(examples: Iterable[Example], intent_of: Callable[[str], str], find: Find) -> dict[str, Any]:
    """The training data; ``intent_of`` names a topic's intent, ``find`` normalises a text and finds the facts in it."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_intent[intent_of(example.topic)].append(f"- {marked(example.text, *find(example.text))}\n")
    return {"version": "3.1", "nlu": [{"intent": name, "examples": "".join(lines)} for name, lines in by_intent.items()]}


def marked(text: str, normalised: str, spans: Iterable[Span]) -> str:
    """The text with its facts marked in Rasa's way; one whose spelling was changed to be found stays unmarked."""
    done, rest = "", text
    for span in sorted((span for span in spans if span.entity in ENTITIES), key=lambda span: span.start):
        words = normalised[span.start:span.end]
        before, found, after = rest.partition(words)
        if found and "[" not in words:
            done, rest = f"{done}{before}[{words}]{label(span)}", after
    return done + rest


def label(span: Span) -> str:
    """The entity, with its value where that is a word of its own (a synonym to Rasa)."""
    if isinstance(span.value, str):
        return f'{{"entity": "{span.entity}", "value": "{span.value}"}}'
    return f"({span.entity})"
