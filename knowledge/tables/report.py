"""What became of a file: the same report for every kind of file."""
from __future__ import annotations

from dataclasses import dataclass, field


class LoadError(ValueError):
    """A file cannot be loaded at all; the message is one sentence naming the file and what to do."""


@dataclass(frozen=True)
class Refusal:
    """One refused line of a file (the first line is 1) and a sentence why."""

    line: int
    reason: str


@dataclass
class LoadReport:
    """Rows of one file by what they did. With one refusal the whole file did nothing, and the counts are 0.

    ``kind`` is what the file was taken for. ``retired`` counts the rows of the demonstration data that a first real
    load closed, ``closed`` the sites that a newer full list lacks; ``notes`` are sentences about what was loaded and
    may not be as it was meant.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    retired: int = 0
    closed: int = 0
    notes: list[str] = field(default_factory=list)
    kind: str = ""


class RowsRefused(LoadError):
    """A table with lines that cannot be read; ``refusals`` tells which."""

    def __init__(self, file: str, refusals: list[Refusal]):
        first = refusals[0]
        super().__init__(f"{file}, line {first.line}: {first.reason}")
        self.refusals = refusals
