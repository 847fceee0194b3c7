"""Actions beside the serving process for residents, and within it for whoever cannot wait for the way there."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from rasa.utils.endpoints import EndpointConfig

from bot.rasa_engine.action_endpoint import ActionEndpoint
from bot.rasa_engine.actions_here import ActionsHere
from knowledge.releases.edition import Edition

_HERE: ContextVar[bool] = ContextVar("actions here", default=False)


@contextmanager
def within() -> Iterator[None]:
    """All actions of the block run in this process."""
    token = _HERE.set(True)
    try:
        yield
    finally:
        _HERE.reset(token)


class BothActions(EndpointConfig):
    """``beside``: the action server; ``here``: the actions of this process."""

    def __init__(self, beside: ActionEndpoint, here: ActionsHere) -> None:
        super().__init__(beside.url)
        self.beside, self.here = beside, here

    async def request(self, method: str = "post", **options: Any) -> Any:
        """The answer to a call. Raises as both do."""
        return await (self.here if _HERE.get() else self.beside).request(method, **options)

    async def look(self) -> None:
        """Raises where residents could not be answered."""
        await self.beside.look()

    async def hold(self, edition: Edition) -> None:
        """Have the action server read a release before a turn needs it."""
        await self.beside.hold(edition)

    async def close(self) -> None:
        """Let go of both."""
        await self.beside.close()
        await self.here.close()
