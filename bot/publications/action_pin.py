"""The action server answers each call from the release that the call names."""
from __future__ import annotations

import asyncio

from sanic import Sanic
from sanic.request import Request

from knowledge.releases.edition import OF_FOLDER, PINNED, PINNED_BY, SPOKEN_BY, SPOKEN_IN, Edition
from knowledge.serving.shelf import Shelf


def pin_calls(app: Sanic, shelf: Shelf) -> None:
    """A release that is not held is read when it is named, beside the calls that are under way."""
    async def pin(request: Request) -> None:
        name = request.headers.get(PINNED_BY)
        release = name and (shelf.known(name) or await asyncio.to_thread(shelf.take, name))
        PINNED.set(Edition(OF_FOLDER, release) if release else None)
        SPOKEN_IN.set(request.headers.get(SPOKEN_BY, ""))

    app.register_middleware(pin, "request")
