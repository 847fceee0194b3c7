"""The models of releases in a process that serves: each is loaded beside the others before its release is said to be
held, so that one publication changes both."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Hashable, Iterable
from pathlib import Path

from cachetools import LRUCache

from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.files import ENDING, ModelRefused, name_of
from bot.model_rollout.loading import MakeAgent, load_beside
from bot.model_rollout.smoke_questions import probe_for
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT, ROLLBACK, USE
from bot.training.release_models import EXAMPLES, ReleaseModels
from knowledge.releases.edition import Edition
from knowledge.serving.shelf import Shelf

log = logging.getLogger(__name__)
# A release is held by its identifier, whatever number it is published under.
ANY = 1
KEPT = 8


class HeldModels:
    """``useless``: by their names models that could not be made, or not be used here, and why; trying again would end
    in the same."""

    def __init__(
        self, models: ReleaseModels, store: ModelStore, shelf: Shelf, current: CurrentAgent, make_agent: MakeAgent
    ) -> None:
        self.models, self.store, self.shelf = models, store, shelf
        self.current, self.make_agent = current, make_agent
        self.useless: dict[str, str] = {}
        self._named: dict[str, str] = {}
        # Names by topics with their roles and examples: nearly all that is published changes words alone.
        self._learnt: LRUCache[Hashable, str] = LRUCache(KEPT)
        self._loading: dict[str, asyncio.Task] = {}

    def known(self, release: str) -> str | None:
        """The name of the model that a release is made into, where it was worked out before."""
        return self._named.get(release)

    def name(self, release: str) -> str:
        """The same, worked out. Takes a moment. Raises StepRefused, ContentError."""
        if release not in self._named:
            answers, manifest = self.shelf.take(release).answers, self.shelf.manifest(release)
            roles = frozenset((topic, answer.role) for topic, answer in answers.items())
            learnt = roles, frozenset(entry for entry in manifest.items() if entry[0].startswith(EXAMPLES))
            if learnt not in self._learnt:
                self._learnt[learnt] = name_of(self.models.file_of(answers, self.shelf.texts(release)))
            self._named[release] = self._learnt[learnt]
        return self._named[release]

    def is_missing(self, release: str) -> bool:
        """Whether the model of a release that was read here is to be made."""
        name = self._named.get(release)
        return name is not None and not self.is_made(name)

    def begin(self, release: str) -> None:
        """The agent that the process came up with answers from what is current: it is made of that, or somebody chose
        it, or it stands in until the right one is made. Blocks. Raises as ``name``."""
        name, agent, chosen = self.name(release), self.current.agent, self.store.change(CURRENT)
        is_chosen = chosen is not None and chosen.kind in (USE, ROLLBACK) and chosen.sources == name
        self.current.hold(name, agent, stands_in=agent.model != name and not is_chosen)

    def file(self, name: str) -> Path:
        """Where the model of this name is or will be."""
        return self.models.models / f"{name}{ENDING}"

    def is_made(self, name: str) -> bool:
        """Whether there is nothing to make: the model's file is there, or never will be."""
        return name in self.useless or self.file(name).exists()

    def has_news(self, name: str, is_owed: bool) -> bool:
        """Whether a model can be loaded that is not, or one that is owed an answer will never come."""
        never = name in self.useless and name not in self.current.agents
        return self._is_to_load(name) or (is_owed and never)

    def loading(self, name: str, release: str) -> asyncio.Task | None:
        """The loading of a release's model, begun now where its file is there; None where there is nothing to load."""
        if self._is_to_load(name):
            self._loading[name] = asyncio.create_task(self._load(name, release))
        return self._loading.get(name)

    def _is_to_load(self, name: str) -> bool:
        is_there = name in self.current.agents and name not in self.current.stand_ins
        return not is_there and name not in self._loading and name not in self.useless and self.file(name).exists()

    async def _load(self, name: str, release: str) -> None:
        try:
            agent = await asyncio.to_thread(load_beside, self.make_agent, self.file(name))
            await probe_for(Edition(ANY, self.shelf.take(release)), agent, self.current.agent)
        except ModelRefused as refusal:
            self.useless[name] = str(refusal)
            log.error("the model of release %s cannot be used: %s", release, refusal)
        else:
            self.current.hold(name, agent)
        finally:
            del self._loading[name]

    def stand_in(self, name: str) -> None:
        """What answers now answers in the place of a model that there is none of."""
        self.current.hold(name, self.current.agent, stands_in=True)

    def let_go(self, releases: Iterable[str]) -> None:
        """Keep the models of these releases alone."""
        self.current.keep({name for release in releases if (name := self.known(release))})
