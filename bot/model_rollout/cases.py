"""Cases: questions with the topic or verdict that a right reply has."""
from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.clock import parse_instant

# zone and venue say which cell of the venue table a case asks for, never the neighbour that a careless reply would
# give;
# they are not judged.
KEYS = {"q", "topic", "verdict", "at", "place", "zone", "venue", "never"}
LISTS = {"topic", "never"}


class EvaluationError(ValueError):
    """The cases cannot be read or asked; the message is one sentence."""


@dataclass(frozen=True)
class Case:
    """One question of a file. ``topic`` is the best one, ``others`` are right too; ``at`` is ISO 8601 with its offset;
    ``place`` is said before the question."""

    file: Path
    number: int
    q: str
    topic: str | None
    verdict: str | None
    at: str | None
    place: str | None
    others: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What the case is counted under."""
        return self.topic or f"verdict {self.verdict}"

    def is_met_by(self, topic: str, verdict: str | None) -> bool:
        """Topic and verdict are as the case says, as far as it says them."""
        return (self.topic in (None, topic) or topic in self.others) and self.verdict in (None, verdict)


def read_cases(file: Path, topics: Container[str]) -> list[Case]:
    """The cases of a file: ``{q, topic (or a list, the best first) or verdict, at?, place?}``, topics out of
    ``topics``.
    Raises EvaluationError."""
    rows = _load(file)
    if not isinstance(rows, list) or not rows:
        raise EvaluationError(f"{file} must be a list of cases, each {{q: ..., topic: ...}}.")
    return [_case(file, number, row, topics) for number, row in enumerate(rows, 1)]


def _load(file: Path) -> Any:
    """The file's tree with every value as the text that was written: YAML's own times would drop their offset."""
    try:
        return YAML(typ="base", pure=True).load(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{file} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}."
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", None) or type(error).__name__).split())
        raise EvaluationError(f"{file}, line {mark.line + 1 if mark else 1}: this is not YAML: {problem}.") from None


def _case(file: Path, number: int, row: Any, topics: Container[str]) -> Case:
    where = f"{file}, case {number}"
    if not isinstance(row, dict) or set(row) - KEYS or not all(_is_value(*entry) for entry in row.items()):
        raise EvaluationError(f"{where}: must be texts under q, topic or verdict, and at and place where needed.")
    row, (best, *others) = {**row, "never": ""}, _listed(row.get("topic", ""))
    row = {**row, "topic": best} if best else row
    said = {key: value.strip() for key, value in row.items() if value.strip() not in ("", "null", "~")}
    if "q" not in said or not {"topic", "verdict"} & set(said):
        raise EvaluationError(f"{where}: must have a question q and the topic or verdict of a right reply.")
    for topic in (said.get("topic"), *others):
        if topic and topic not in topics:
            raise EvaluationError(
                f"{where}: there is no topic {topic!r}; the topics are the files of data/answers/topics."
            )
    return Case(
        file, number, said["q"], said.get("topic"), said.get("verdict"), _instant(where, said), said.get("place"),
        tuple(others),
    )


def _listed(value: Any) -> list[str]:
    return [text.strip() for text in value] if isinstance(value, list) and value else [value]


def _is_value(key: str, value: Any) -> bool:
    """A text, or where the key may have several, a list of them."""
    return all(map(_is_text, value)) if key in LISTS and isinstance(value, list) else _is_text(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _instant(where: str, said: dict[str, str]) -> str | None:
    try:
        return parse_instant(said["at"]).isoformat() if "at" in said else None
    except ValueError as error:
        raise EvaluationError(f"{where}: at: {error}") from None
