"""What a gate finds: what of a draft is to be signed, part by part, and what stands in its way. Values only."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# A verdict turned in one cell; answers changed by the same causes; words changed that no topic alone says; a required
# fact whose clause holds no longer; questions that are understood otherwise.
FLIP, ANSWERS, WORDS, FACT, UNDERSTANDING = KINDS = ("flip", "answers", "words", "fact", "understanding")


@dataclass(frozen=True)
class Sample:
    """What is said at an instant (ISO 8601) before and after (None: nothing is known of it), and some of the
    questions."""

    about: str
    at: str
    before: str | None
    after: str | None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Something to be looked at and signed. ``key`` names it as long as the draft is the same; ``causes`` as
    knowledge.releases.comparison.answers tells them, of a flip the kinds of venue and zone; ``times``: how often it was
    asked; ``changes``: how many there are, of which ``samples`` are some."""

    key: str
    kind: str
    causes: tuple[str, ...]
    times: int
    changes: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Findings:
    """``instants`` that were looked at (ISO 8601), how many distinct ``questions``, how many of them nobody could read
    (``unread``), the ``parts`` to sign, and why it may not be published (``blocks``, sentences)."""

    instants: tuple[str, ...]
    questions: int
    unread: int
    parts: tuple[Part, ...]
    blocks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the store and for programs."""
        return asdict(self)


def read_findings(kept: Mapping[str, Any]) -> Findings:
    """What ``as_json`` gave."""
    parts = tuple(
        Part(**{**part, "causes": tuple(part["causes"]), "samples": tuple(
            Sample(**{**sample, "questions": tuple(sample["questions"])}) for sample in part["samples"]
        )}) for part in kept["parts"]
    )
    return Findings(tuple(kept["instants"]), kept["questions"], kept["unread"], parts, tuple(kept["blocks"]))
