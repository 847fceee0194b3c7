"""What a right answer says, out of the facts.yml of the city's cases. Pure but for the reading of that file."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.releases import Release, load_release
from labs.evaluation.files import beside_cases


@dataclass(frozen=True)
class Facts:
    """The patterns of each topic; ``release`` tells when the events of its notices are over."""

    specs: dict[str, dict[str, Any]]
    release: Release

    def faults(self, topic: str, text: str, at: datetime) -> tuple[str, ...]:
        """One sentence for each fact that a reply of ``topic`` lacks at ``at``, and for each that it must not say."""
        spec, said = self.specs.get(topic, {}), fold(text)
        over = self._is_over(topic, at)
        needed = patterns(spec, "always", "after" if over else "event")
        barred = patterns(spec, "never", *(["never_after"] if over else []))
        statement = fold(self._source_line.sub("", text))
        return (
            *(f"{pattern} is missing" for pattern in needed if not re.search(pattern, said)),
            *(f"{pattern} must not be said" for pattern in barred if re.search(pattern, statement)),
        )

    @property
    def _source_line(self) -> re.Pattern[str]:
        """The line that names the sources; their days are no statement."""
        before, *_ = self.release.words["source_line"].text.partition("{")
        return re.compile(f"^{re.escape(before)}.*$", re.MULTILINE)

    def _is_over(self, topic: str, at: datetime) -> bool:
        """Whether the event of a notice that the topic's answer rests on lies behind ``at``."""
        answer = self.release.answers.get(topic)
        events = (self.release.notices[part.notice].event for part in (answer.parts if answer else ()) if part.notice)
        return any(event.is_over(at) for event in events if event)


def read_facts(file: Path | None = None) -> Facts:
    """The facts of the served city's cases over its own release; none where it has written none yet."""
    file = file or beside_cases("facts.yml")
    specs = YAML(typ="safe").load(file.read_text(encoding="utf-8")) if file.exists() else None
    return Facts(specs or {}, load_release())


def patterns(spec: dict[str, Any], *keys: str) -> list[str]:
    """The patterns under these keys; a list may hold another one by its YAML anchor."""
    listed: Iterable[Any] = (entry for key in keys for entry in spec.get(key, ()))
    return [pattern for entry in listed for pattern in (entry if isinstance(entry, list) else [entry])]


def fold(text: str) -> str:
    """As facts are matched: NFKC, without blanks and without separators of thousands."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", bare)
