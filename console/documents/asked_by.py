"""How each topic is asked: by the examples of the city's documents, and by those of any city. Pure, but that the latter
are read once."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from console.documents.answer_text import examples_of, examples_path
from knowledge.city.folder import LANGUAGE


@lru_cache(maxsize=1)
def of_any_city() -> dict[str, tuple[str, ...]]:
    """The examples that come with the language, by topic."""
    files = sorted((LANGUAGE / "nlu" / "faq").glob("*.yml"))
    return {file.stem: examples_of(file.stem, file.read_text(encoding="utf-8")) for file in files}


def asked_by(topics: Iterable[str], texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """All examples of each topic."""
    return {
        topic: (*examples_of(topic, texts.get(examples_path(topic))), *of_any_city().get(topic, ()))
        for topic in topics
    }
