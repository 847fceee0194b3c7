"""Which files of cases are asked, and which of their cases are sealed."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.model_rollout.cases import Case, EvaluationError

# Files that stand beside the cases and hold none.
BESIDE_CASES = {"facts.yml", "recorded.yml"}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Each file once; a folder stands for all *.yml below it. Raises EvaluationError."""
    found: dict[Path, None] = {}
    for path in paths:
        below = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
        files = [file for file in below if file == path or file.name not in BESIDE_CASES]
        if not files:
            raise EvaluationError(f"{path}: there is no .yml file below this folder; name a file of cases.")
        found.update(dict.fromkeys(file.resolve() for file in files))
    return list(found)


def is_sealed(case: Case) -> bool:
    """Sealed cases are counted and never shown, so that nobody fits the examples to them."""
    return "sealed" in case.file.resolve().parts
