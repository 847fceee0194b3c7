"""Content as pages show it: releases out of the store, each read once, and what drafts change."""
from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache
from sqlalchemy.engine import Engine

from knowledge.desk import reading
from knowledge.desk.showing import Shown, release_of, shown
from knowledge.notices import ContentError
from knowledge.releases.documents import identify, manifest_of
from knowledge.releases.release import Release
from knowledge.releases.soundness import Soundness, soundness

Made = TypeVar("Made")
# Releases and comparisons take a second or more, and some megabytes each.
KEPT = 24


@dataclass(frozen=True)
class Content:
    """The texts of a city by path, with the release they make; None where they make none."""

    texts: dict[str, str]
    release: Release | None


class Contents:
    """All of it on one store. ``at`` is machine time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.made: LRUCache = LRUCache(KEPT)
        self.lock = Lock()

    def current(self, at: datetime, draft: int | None = None) -> Content:
        """What is in force, or (``draft``) what would be with a draft; with the draft's own texts where others have
        published since. Raises StepRefused where there is no such draft."""
        texts = reading.about(self.engine, draft, at)[1].ours if draft else reading.texts(self.engine, at)[1]
        return Content(dict(texts), self.release(texts))

    def release(self, texts) -> Release | None:
        """The release that texts make."""
        def made() -> Release | None:
            try:
                return release_of(texts)
            except ContentError:
                return None
        return self.once(("release", identify(manifest_of(texts))), made)

    def check(self, texts) -> Soundness:
        """What is wrong with texts."""
        return self.once(("check", identify(manifest_of(texts))), lambda: soundness(texts))

    def shown(self, number: int, at: datetime, now: datetime) -> Shown:
        """What a draft changes at ``now`` (civil) and whenever what differs begins or ends. Raises StepRefused."""
        note, texts = reading.about(self.engine, number, at)
        made = tuple(identify(manifest_of(one)) for one in (texts.base, texts.ours, texts.current))
        minute = now.replace(second=0, microsecond=0)
        found = self.once(
            ("shown", note.draft.changes, made, minute), lambda: shown(note.draft, note.note, texts, minute, (), ())
        )
        # What it changes stays the same while it goes its way.
        return replace(found, draft=note.draft, note=note.note)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under a key before, or is made now, beside whatever else is made."""
        with self.lock:
            if key in self.made:
                return self.made[key]
        made = make()
        with self.lock:
            self.made[key] = made
        return made
