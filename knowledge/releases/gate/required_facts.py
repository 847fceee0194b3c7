"""What the answers of a city have to say: the patterns of its cases/facts.yml. Pure."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.releases.release import Release

FACTS = "cases/facts.yml"


@dataclass(frozen=True)
class Facts:
    """The patterns of each topic; ``release`` tells when the events of its notices are over."""

    specs: Mapping[str, Mapping[str, Any]]
    release: Release

    def faults(self, topic: str, text: str, at: datetime) -> tuple[str, ...]:
        """One sentence for each fact that a reply of ``topic`` lacks at ``at``, and for each that it must not say."""
        said, statement = fold(text), fold(self._source_line.sub("", text))
        return (
            *(f"{pattern} is missing" for pattern in self.needed(topic, at) if not re.search(pattern, said)),
            *(f"{pattern} must not be said" for pattern in self.barred(topic, at) if re.search(pattern, statement)),
        )

    def needed(self, topic: str, at: datetime) -> list[str]:
        """What has to be said at an instant."""
        return patterns(self.specs.get(topic, {}), "always", "after" if self._is_over(topic, at) else "event")

    def barred(self, topic: str, at: datetime) -> list[str]:
        """What must not be said at an instant."""
        return patterns(self.specs.get(topic, {}), "never", *(["never_after"] if self._is_over(topic, at) else []))

    def phrases(self, topic: str) -> Iterator[tuple[str, str]]:
        """The phrases of a topic that is computed, by their names, each with what it has to say."""
        for name, listed in (self.specs.get(topic, {}).get("phrases") or {}).items():
            yield from ((name, pattern) for pattern in listed)

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


def facts_of(texts: Mapping[str, str], release: Release) -> Facts:
    """The facts of a city's documents, over the release that they make; none where they name none, or none that can be
    read."""
    try:
        specs = YAML(typ="safe").load(texts.get(FACTS, ""))
    except YAMLError:
        specs = None
    return Facts(specs if isinstance(specs, dict) else {}, release)


def patterns(spec: Mapping[str, Any], *keys: str) -> list[str]:
    """The patterns under these keys; a list may hold another one by its YAML anchor."""
    listed: Iterable[Any] = (entry for key in keys for entry in spec.get(key, ()))
    return [pattern for entry in listed for pattern in (entry if isinstance(entry, list) else [entry])]


def fold(text: str) -> str:
    """As facts are matched: NFKC, without blanks and without separators of thousands."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", bare)
