"""The way to the action server: one kept connection, a short time limit, and failures that end the try."""
from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import ujson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.monitoring.readiness import NotReady
from knowledge.releases.edition import OF_FOLDER, PINNED, PINNED_BY, SPOKEN_BY, SPOKEN_IN, Edition

ANSWERS_WITHIN_SECONDS = 4.0
OK = 200
# The status by which an action server says that a form does not take a message.
REJECTED = 400
JSON = {"Content-Type": "application/json"}


class ActionServerAway(Exception):
    """The action server did not answer or failed; no RasaException, since Rasa goes on from those without the
    action."""


class ActionEndpoint(EndpointConfig):
    """Rasa opens a session and a connection for each call of an action; this one keeps them."""

    def __init__(self, url: str, within: float = ANSWERS_WITHIN_SECONDS) -> None:
        super().__init__(url)
        self.within = aiohttp.ClientTimeout(total=within)
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", **options: Any) -> Any:
        """The action server's answer to a call. Raises ClientResponseError when a form rejects the message and
        ActionServerAway for everything else, with the kind of failure and never with what was sent."""
        try:
            call = ujson.dumps(options["json"], ensure_ascii=False).encode()
            headers = {**JSON, **pinned_by(PINNED.get()), **spoken_by(SPOKEN_IN.get())}
            async with self._kept().request(
                method, self.url, data=call, headers=headers, timeout=self.within
            ) as response:
                if response.status == REJECTED:
                    raise ClientResponseError(response.status, response.reason, await response.text())
                if response.status > REJECTED:
                    raise ActionServerAway(f"The action server at {self.url} answered {response.status}.")
                return ujson.loads(await response.read())
        except ClientResponseError:
            # Rasa's own, which is one of aiohttp's: an action server that rejects a message is there.
            raise
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise ActionServerAway(
                f"The action server at {self.url} cannot be asked: {type(error).__name__}."
            ) from None

    async def look(self) -> None:
        """Ask the action server's /health, beside the webhook, on a connection of its own. Raises NotReady when it
        answers with an error, aiohttp.ClientError when it does not."""
        await self._look({})

    async def hold(self, edition: Edition) -> None:
        """Have the action server read a release before a turn needs it. Raises as ``look`` does."""
        await self._look(pinned_by(edition))

    async def _look(self, headers: dict[str, str]) -> None:
        address = urlsplit(self.url)._replace(path="/health").geturl()
        async with aiohttp.ClientSession() as client, client.get(address, headers=headers) as response:
            if response.status != OK:
                raise NotReady(f"The action server answers with status {response.status}.")

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()

    def _kept(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session


def pinned_by(edition: Edition | None) -> dict[str, str]:
    """The header that names the release; none for the city's folder, which the action server reads by itself."""
    return {PINNED_BY: edition.release.identifier} if edition and edition.seq != OF_FOLDER else {}


def spoken_by(language: str) -> dict[str, str]:
    """The header that names the language of the turn; none for Chinese."""
    return {SPOKEN_BY: language} if language else {}
