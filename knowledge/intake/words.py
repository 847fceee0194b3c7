"""The words of official texts (language/intake/*.yml), in the shape of the lexicon."""
from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text.lexicon import FOLDER, WordLists, load_lexicon


@lru_cache(maxsize=1)
def lists() -> WordLists:
    """Read once a process."""
    return load_lexicon(FOLDER.parent / "intake")


def expand(template: str) -> str:
    """The template with the words in their places."""
    return lists().expand(template)


def pattern(template: str) -> re.Pattern[str]:
    """The template, compiled."""
    return re.compile(expand(template))


def official_names() -> dict[str, tuple[str, ...]]:
    """What official texts call each kind of venue, by its key."""
    return {name.partition(".")[2]: entry for name, entry in lists().entries.items() if name.startswith("kinds.")}


def values(name: str):
    """Words with the number that each means."""
    return lists().values(name)
