"""Texts that are nearly the same, by normalised edit distance."""
from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from ruamel.yaml import YAML

from bot.rasa_engine.importer import example_files

READ = YAML(typ="safe")
ROWS_AT_ONCE = 1000


def examples() -> dict[str, list[str]]:
    """All training examples by intent, each line as it was written, in the order of files and lines."""
    found: dict[str, list[str]] = {}
    for file in example_files():
        for block in READ.load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = re.findall(r"^\s*- (.*\S)", block["examples"], re.MULTILINE)
            found.setdefault(block["intent"], []).extend(lines)
    return found


def pairs_within(some: list[str], others: list[str], limit: float) -> Iterator[tuple[int, int]]:
    """Positions in both lists of the texts that lie no further apart than ``limit`` (0 to 1).

    Only texts whose lengths allow it are compared: a distance of ``limit`` needs lengths of at least 1 - limit to 1. A
    list is compared with itself in one direction: of a pair the shorter is told first.
    """
    mine, theirs = (np.argsort([len(text) for text in texts], kind="stable") for texts in (some, others))
    lengths = np.array([len(others[place]) for place in theirs])
    for start in range(0, len(mine), ROWS_AT_ONCE):
        rows = mine[start:start + ROWS_AT_ONCE]
        shortest, longest = len(some[rows[0]]) * (1 - limit), len(some[rows[-1]]) / (1 - limit)
        first = start if some is others else np.searchsorted(lengths, shortest - 1e-6)
        columns = theirs[first:np.searchsorted(lengths, longest + 1e-6, "right")]
        apart = process.cdist(
            [some[row] for row in rows], [others[column] for column in columns],
            scorer=Levenshtein.normalized_distance, score_cutoff=limit, dtype=np.float32, workers=-1,
        )
        for row, column in np.argwhere(apart <= limit):
            yield int(rows[row]), int(columns[column])
