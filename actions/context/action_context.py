"""Settings, database and release, opened at first use and never at import."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from cachetools import LRUCache
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.answers import fill, say_hour
from knowledge.database import open_engine, transaction
from knowledge.places.model import Place
from knowledge.releases import Release, load_release
from knowledge.releases.edition import PINNED, SPOKEN_IN
from knowledge.settings import Settings, load_settings
from knowledge.zones.model import ZoneAnswer
from knowledge.zones.zones import zone_at

# How many releases a context is kept of, by language; several while one gives way to the next.
KEPT = 8


@dataclass(frozen=True)
class ActionContext:
    """Settings, database and release of this process; ``original``: the same in Chinese, None where it is."""

    settings: Settings
    engine: Engine
    release: Release
    original: ActionContext | None = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        with transaction(self.engine) as session:
            yield session

    def words(self, name: str, /, **values: Any) -> str:
        """A phrase of the release, filled in; whom to call is left open, it depends on the place and is filled in with
        the message that this becomes a part of."""
        constants = {"hotline": "{hotline}", "emergency": self.settings.emergency}
        return fill(self.release.words[name], **{**constants, **values})

    @property
    def chinese(self) -> ActionContext:
        """The same in Chinese: what a button says for the resident is understood in no other language."""
        return self.original or self

    def when(self, at: datetime) -> str:
        """How the reply names the instant it speaks of."""
        return self.words("when_now" if self.is_now(at) else "when_then", hour=say_hour(at))

    def zone_of(self, place: Place, at: datetime, unknown: str = "") -> ZoneAnswer:
        """The zone of a place at an instant; ``unknown`` are words of its name that nobody knows."""
        with self.session() as session:
            return zone_at(session, place, at, self.settings.max_list_age, unknown=unknown)

    def is_now(self, at: datetime) -> bool:
        """Whether an instant is that of the question, give or take the minute it takes to answer."""
        return abs((at - self.settings.instant()).total_seconds()) < 60


@lru_cache(maxsize=1)
def opened() -> tuple[ActionContext, LRUCache[tuple[str, str], ActionContext]]:
    """The context of this process, with the release of the city's folder, and those of other releases or languages
    that were made of it: they are let go of with it, and never belong to another."""
    settings = load_settings()
    return ActionContext(settings, open_engine(settings.url), load_release()), LRUCache(KEPT)


def context() -> ActionContext:
    """The context of the turn that an action is a part of, with the release that the turn is answered from."""
    edition, language = PINNED.get(), SPOKEN_IN.get()
    of_process, of_releases = opened()
    if edition is None and not language:
        return of_process
    release = edition.release if edition else of_process.release
    key = (release.identifier, language)
    if key not in of_releases:
        settings = of_process.settings.of_city(release.city)
        own = replace(of_process, settings=settings, release=release)
        spoken = release.spoken_in(language)
        of_releases[key] = own if spoken is release else replace(own, release=spoken, original=own)
    return of_releases[key]


# What a test, or a command that asks at another instant, lets go of.
context.cache_clear = opened.cache_clear
