"""What the columns and the words of published lists of sites mean (language/published_sites.yml)."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.tables.published_table import plain
from knowledge.text.located_yaml import read_located

FILE = Path(__file__).resolve().parents[2] / "language" / "published_sites.yml"


@lru_cache(maxsize=1)
def meanings() -> dict[str, dict[str, str]]:
    """By group (columns, kinds, …): what each written word means."""
    return {group: {plain(word): str(meaning) for meaning, words in entries.items() for word in words}
            for group, entries in read_located(FILE).items() if isinstance(entries, dict)}


@lru_cache(maxsize=1)
def left_out() -> frozenset[str]:
    """Columns that say nothing of a site."""
    return frozenset(map(plain, read_located(FILE)["left_out"]))


def column(written: str) -> str | None:
    """The meaning of a column's name; None for one that is not known."""
    return meanings()["columns"].get(plain(written))


def word(group: str, written: str) -> str | None:
    """The meaning of a cell's word; None for one that is not known."""
    return meanings()[group].get(plain(written))


def kind_in(text: str) -> str | None:
    """The kind of site that a name tells by itself."""
    return next((kind for part, kind in meanings()["kind_in_name"].items() if part in text), None)
