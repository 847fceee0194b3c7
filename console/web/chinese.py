"""The words of the console: names of states, roles and steps, and what is refused and found wrong, in Chinese."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from console.documents.placing import FAULT
from knowledge.releases.release import Release

HERE = Path(__file__).parent
HOLE = re.compile(r"\{(\d)\}")
# How the desk ends a refusal that holds for several reasons.
MORE = re.compile(r"(?P<first>.*) \((?P<count>\d+) more; [^)]*\)", re.DOTALL)
TABLES = ("refusals.yml", "faults.yml", "gate.yml")


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The names of states, roles, kinds and steps (words.yml)."""
    return YAML(typ="safe").load((HERE / "words.yml").read_text(encoding="utf-8"))


def tell(name: str, /, **values: object) -> str:
    """A sentence of a form (``told`` in words.yml), with what is filled in."""
    return words()["told"][name].format(**values)


def headings(release: Release) -> dict[str, str]:
    """What the groups of topics are called: those of any city, and the city's own."""
    return {**words()["groups"], **release.city.groups}


@lru_cache(maxsize=1)
def refusals() -> list[tuple[re.Pattern, str]]:
    """Refusals as patterns with their Chinese, the longest first, so that no short one takes a longer one's place."""
    kept = {}
    for table in TABLES:
        kept |= YAML(typ="safe").load((HERE / table).read_text(encoding="utf-8"))
    return [(pattern_of(english), kept[english]) for english in sorted(kept, key=len, reverse=True)]


def pattern_of(english: str) -> re.Pattern:
    """What a sentence with numbered holes stands for."""
    parts = HOLE.split(english)
    return re.compile("".join(
        hole(part, part in parts[1:place:2]) if place % 2 else re.escape(part) for place, part in enumerate(parts)
    ), re.DOTALL)


def hole(number: str, again: bool) -> str:
    """A hole; the same number again is the same value."""
    return f"(?P=hole{number})" if again else f"(?P<hole{number}>.*?)"


def in_chinese(sentence: str) -> str:
    """A refusal or a fault in Chinese, where it stands before it; one that is not known stays as it is."""
    if several := MORE.fullmatch(sentence):
        return in_chinese(several["first"]) + tell("more", count=several["count"])
    place = FAULT.fullmatch(sentence)
    if place and (says := in_chinese(place["says"])) != place["says"]:
        return tell("at_line", path=place["path"], line=place["line"], says=says)
    for pattern, chinese in refusals():
        if found := pattern.fullmatch(sentence):
            return HOLE.sub(lambda hole: named(found[f"hole{hole[1]}"]), chinese)
    return sentence


def named(value: str) -> str:
    """What stands in a hole: a state, a role or a key by its name, several of them with commas, all else as it is."""
    known = words()["states"] | words()["roles"] | words()["fields"]
    return "、".join(known.get(part.strip("'"), part) for part in re.split(r" or |, | and ", value))
