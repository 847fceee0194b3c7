"""What a draft changes: its documents key by key, and its release beside the one that it was begun from."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ruamel.yaml.error import YAMLError

from knowledge.clock import parse_instant
from knowledge.desk.draft import Draft
from knowledge.releases.comparison.answers import Question
from knowledge.releases.comparison.comparison import Comparison, compare
from knowledge.releases.comparison.keys import Change, Moved, changes_of, moved_keys
from knowledge.releases.document_folder import laid_out
from knowledge.releases.release import Release, load_release
from knowledge.releases.soundness import Soundness, checked_release
from knowledge.text.located_yaml import reader

# Documents that hold questions with the topics they are to be understood as.
GOLDEN, CASES = "golden.yml", "cases/"


@dataclass(frozen=True)
class Shown:
    """``documents``: the keys that change, by path. ``moved``: those that were published otherwise since, by path.
    ``comparison``: None where the draft's documents make no release."""

    draft: Draft
    note: str
    documents: Mapping[str, tuple[Change, ...]]
    moved: Mapping[str, tuple[Moved, ...]]
    soundness: Soundness
    comparison: Comparison | None


@dataclass(frozen=True)
class Texts:
    """The texts that a draft is about: those it was begun with, those it makes of them, and those that are current."""

    base: Mapping[str, str]
    ours: Mapping[str, str]
    current: Mapping[str, str]


def shown(
    draft: Draft, note: str, texts: Texts, now: datetime, chosen: Iterable[datetime], more: Iterable[Question]
) -> Shown:
    """All of it. ``now`` and ``chosen`` are civil; ``more`` are questions beside those of the city's own documents.
    Takes seconds."""
    paths = [entry.path for entry in draft.changes]
    found, release = checked_release(texts.ours)
    questions = [*questions_of(texts.ours), *more]
    comparison = compare(release_of(texts.base), release, now, questions, chosen) if release else None
    return Shown(
        draft, note, {path: changes_of(texts.base.get(path), texts.ours.get(path)) for path in paths},
        {path: moved_keys(texts.base.get(path), texts.current.get(path), texts.ours.get(path))
         for path in paths if texts.current.get(path) not in (texts.base.get(path), texts.ours.get(path))},
        found, comparison,
    )


def release_of(texts: Mapping[str, str]) -> Release:
    """The release that documents make. Raises ContentError."""
    with laid_out(texts) as root:
        return load_release(root)


def questions_of(texts: Mapping[str, str]) -> Iterator[Question]:
    """The questions of a city's own documents that name their topic."""
    for path, text in texts.items():
        if path == GOLDEN or (path.startswith(CASES) and path.endswith(".yml")):
            yield from read_questions(text)


def questions_in(files: Iterable[Path]) -> list[Question]:
    """The questions of further files of cases. Raises OSError or UnicodeDecodeError."""
    return [question for file in files for question in read_questions(file.read_text(encoding="utf-8"))]


def read_questions(text: str) -> Iterator[Question]:
    """Of a list of cases, or of one under ``cases``, those with ``q`` and ``topic``."""
    try:
        tree = reader().load(text)
    except (YAMLError, ValueError):
        return
    for case in tree.get("cases", ()) if isinstance(tree, dict) else tree or ():
        if isinstance(case, dict) and case.get("q") and case.get("topic"):
            at = parse_instant(str(case["at"])) if case.get("at") else None
            yield Question(str(case["q"]), str(case["topic"]), at)
