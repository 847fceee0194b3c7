"""Two texts of a document key by key, and three where two people changed it. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml.error import YAMLError

from knowledge.text.located_yaml import reader

# The whole text of what has no keys.
TEXT = "text"


@dataclass(frozen=True)
class Change:
    """What stands at a key before and after; None where nothing does."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Moved:
    """A key that was published otherwise since a draft was begun: what stood there then (``base``), what is published
    (``theirs``), and what the draft says (``ours``). ``clash``: both changed it, and not alike."""

    key: str
    base: str | None
    theirs: str | None
    ours: str | None

    @property
    def clash(self) -> bool:
        return self.ours not in (self.base, self.theirs)


def changes_of(before: str | None, after: str | None) -> tuple[Change, ...]:
    """The keys that differ, in the order in which they stand; comments alone are one change of ``text``."""
    old, new = leaves_of(before), leaves_of(after)
    found = [Change(key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)]
    if not found and before != after:
        return (Change(TEXT, before, after),)
    return tuple(found)


def moved_keys(base: str | None, theirs: str | None, ours: str | None) -> tuple[Moved, ...]:
    """The keys in which what is published differs from what a draft was begun with."""
    was, has, mine = leaves_of(base), leaves_of(theirs), leaves_of(ours)
    keys = [change.key for change in changes_of(base, theirs)]
    if keys == [TEXT] and TEXT not in {**was, **has}:
        return (Moved(TEXT, base, theirs, ours),)
    return tuple(Moved(key, was.get(key), has.get(key), mine.get(key)) for key in keys)


def leaves_of(text: str | None) -> dict[str, str]:
    """Every value of a YAML text under its whole key, such as ``parts[0].text``; what is none by its lines."""
    if text is None:
        return {}
    try:
        tree = reader().load(text)
    except (YAMLError, ValueError, TypeError, RecursionError):
        tree = None
    return dict(leaves(tree, "")) if isinstance(tree, (dict, list)) else lines(text)


def leaves(node, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict) and node:
        for name, value in node.items():
            yield from leaves(value, f"{key}.{name}" if key else str(name))
    elif isinstance(node, list) and node:
        named = [name_of(value, number) for number, value in enumerate(node)]
        for name, value in zip(unique(named), node, strict=True):
            yield from leaves(value, f"{key}[{name}]")
    else:
        yield key, "" if node is None else str(node)


def name_of(value, number: int) -> str:
    """An entry of a list by what it says, where it says one thing: its place changes when another one comes before."""
    return str(number) if isinstance(value, (dict, list)) else str(value)


def unique(names: list[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def lines(text: str) -> dict[str, str]:
    """The lines of a text by themselves."""
    return {f"line {line}": line for line in text.splitlines() if line.strip()}
