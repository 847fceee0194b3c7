"""Counts, their shares, and the recorded figures that must not be undercut."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.model_rollout.cases import EvaluationError
from labs.evaluation.judging import Outcome, is_in_scope

ROOT = Path(__file__).resolve().parents[2]
HEAD = """\
# For each file of cases: per cent right, which must not be undercut, and per cent wrong, which must not be exceeded.
# Written by `jumin eval --record FILE...`; see docs/tasks/measure-understanding.md.
"""
SCOPES = {"in_scope": True, "out_of_scope": False}
# Shares: {file: {in_scope: {right: 98.1, wrong: 0.4}, out_of_scope: {...}}} in per cent.
Figures = dict[str, dict[str, dict[str, float]]]


@dataclass(frozen=True)
class Tally:
    """How many cases came out how."""

    right: int
    refused: int
    wrong: int

    @property
    def total(self) -> int:
        return self.right + self.refused + self.wrong

    def percent(self, result: str) -> float:
        """0 to 100; 0 where nothing was asked."""
        return 100 * getattr(self, result) / self.total if self.total else 0.0


def tally(outcomes: Iterable[Outcome]) -> Tally:
    counts = Counter(outcome.result for outcome in outcomes)
    return Tally(counts["right"], counts["refused"], counts["wrong"])


def by_scope(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """The cases in scope and out of scope apart; a scope without cases is left out."""
    listed = list(outcomes)
    tallies = {scope: tally(o for o in listed if is_in_scope(o.case) == inside) for scope, inside in SCOPES.items()}
    return {scope: counts for scope, counts in tallies.items() if counts.total}


def by_file(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Tally]]:
    """The tallies of each file, named from the repository's root."""
    grouped: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault(name_of(outcome.case.file), []).append(outcome)
    return {name: by_scope(group) for name, group in grouped.items()}


def name_of(file: Path) -> str:
    """The path from the repository's root; the whole path of a file that lies elsewhere."""
    file = file.resolve()
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.as_posix()


def figures_of(files: dict[str, dict[str, Tally]]) -> Figures:
    """What is recorded: rounded to 0.1 %, right down and wrong up, so that the same outcome passes."""
    return {
        name: {scope: rounded(tally) for scope, tally in scopes.items()} for name, scopes in files.items()
    }


def rounded(tally: Tally) -> dict[str, float]:
    """Its shares in %, each to its worse side."""
    return {
        "right": math.floor(tally.percent("right") * 10) / 10, "wrong": math.ceil(tally.percent("wrong") * 10) / 10
    }


def fallen(files: dict[str, dict[str, Tally]], recorded: Figures) -> list[str]:
    """One sentence for each figure that is worse than the recorded one."""
    sentences = []
    for name, scopes in files.items():
        for scope, counts in scopes.items():
            floor, words = recorded.get(name, {}).get(scope, {}), scope.replace("_", " ")
            right, wrong = counts.percent("right"), counts.percent("wrong")
            if right < floor.get("right", 0) - 1e-9:
                sentences.append(f"{name}: {right:.1f} % right {words} is below the recorded {floor['right']} %.")
            if wrong > floor.get("wrong", 100) + 1e-9:
                sentences.append(f"{name}: {wrong:.1f} % wrong {words} is above the recorded {floor['wrong']} %.")
    return sentences


def read_recorded(file: Path) -> Figures:
    """The recorded figures, none when there is no such file yet. Raises EvaluationError."""
    try:
        figures = YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
        return {name: {scope: {kind: float(value) for kind, value in kinds.items()} for scope, kinds in scopes.items()}
                for name, scopes in figures.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, YAMLError):
        raise EvaluationError(
            f"{file} must give each file its figures, as `jumin eval --record` writes them."
        ) from None


def write_recorded(figures: Figures, file: Path) -> None:
    """Put these figures in the place of the recorded ones of the same files; the others stay."""
    text = StringIO()
    YAML(typ="safe", pure=True).dump(dict(sorted({**read_recorded(file), **figures}.items())), text)
    file.write_text(HEAD + text.getvalue(), encoding="utf-8")
