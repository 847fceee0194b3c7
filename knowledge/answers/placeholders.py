"""What stands in braces in words: refused when the content is read, since a reply would fail on it. Pure."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter
from typing import Any

from knowledge.answers.model import Phrase
from knowledge.notices.located import Located

# What the words of a topic may ask for beside the names of the city's codes and apps.
OF_SETTINGS = ("hotline", "hotline_hours", "emergency")


def refuse_unknown_in_topics(tables: Iterable[Located], codes: Collection[str]) -> None:
    """Raises ContentError where a topic's words ask for anything that no reply can fill in."""
    for table in tables:
        for row, key, text in texts_of(table):
            _refuse_unknown(row, key, text, (*OF_SETTINGS, *codes))


def refuse_unknown_in_words(
    tables: Iterable[Located], general: Mapping[str, Phrase], codes: Collection[str]
) -> None:
    """Raises ContentError where a phrase in the city's own words asks for more than the general one of its name."""
    for table in tables:
        for name, row in table.items():
            if name in general:
                given = placeholders(general[name].text) or set()
                for inner, key, text in texts_of(row):
                    _refuse_unknown(inner, key, text, (*sorted(given), *OF_SETTINGS, *codes))


def texts_of(row: Located) -> Iterator[tuple[Located, Any, str]]:
    """All texts of a mapping, each with the mapping and the key that it stands under."""
    for key, value in row.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Located):
                yield from texts_of(each)
            elif isinstance(each, str):
                yield row, key, each


def placeholders(text: str) -> set[str] | None:
    """The names in braces; None where a brace has no partner."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _refuse_unknown(row: Located, key: Any, text: str, known: tuple[str, ...]) -> None:
    asked = placeholders(text)
    if asked is None:
        raise row.refuse(f"{key}: a brace without its partner; braces stand around the name of what is filled in.", key)
    for name in sorted(asked - set(known)):
        raise row.refuse(f"{key}: nothing is known to fill in {{{name}}} with; known are {', '.join(known)}.", key)
