"""Which files of cases are asked, and which of their cases are sealed."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.model_rollout.cases import Case, EvaluationError
from knowledge.city.folder import DEFAULT, ROOT, city_folder

# Files that stand beside the cases and hold none.
BESIDE_CASES = {"facts.yml", "recorded.yml"}


def beside_cases(name: str) -> Path:
    """Where a file beside the cases of the served city stands: the first city's in tests/cases, another's in the
    ``cases`` of its own folder."""
    city = city_folder()
    return (ROOT / "tests" if city == ROOT / DEFAULT else city) / "cases" / name


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
