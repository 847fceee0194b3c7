"""The hotline's routes as a telephone system calls them: with the session of an agent's account."""
from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class DeskRefuses(RuntimeError):
    """The desk does not do what it was asked; the message is one sentence."""


class DeskClient:
    """One agent at the desk at ``address`` (such as http://127.0.0.1:5015), over ``http``, which keeps the cookies."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self.http, self.address, self.call = http, address.rstrip("/"), ""

    async def sign_in(self, name: str, password: str) -> None:
        """Raises DeskRefuses."""
        async with self.http.get(f"{self.address}/login") as page:
            token = TOKEN.search(await page.text())
        if token is None:
            raise DeskRefuses(f"{self.address} is no desk: its /login has no form.")
        fields = {"csrf_token": token[1], "name": name, "password": password}
        async with self.http.post(f"{self.address}/login", data=fields, allow_redirects=False) as answer:
            if answer.status != 303:
                raise DeskRefuses(f"The desk does not let {name!r} in (status {answer.status}).")

    async def begin(self) -> str:
        """Start a call; its name."""
        self.call = (await self.post("/hotline/calls", {}, 201))["call"]
        return self.call

    async def say(self, piece: dict[str, Any]) -> None:
        """Hand over a piece."""
        await self.post(f"/hotline/calls/{self.call}/pieces", piece, 202)

    async def end(self) -> str:
        """End the call; the wrap-up text."""
        return (await self.post(f"/hotline/calls/{self.call}/end", {}, 200))["summary"]

    async def states(self) -> AsyncIterator[dict[str, Any]]:
        """What the desk shows, each time it changes, until the call ends."""
        whole = aiohttp.ClientTimeout(total=None, sock_read=30)
        headers = {"Accept": "text/event-stream"}
        async with self.http.get(
            f"{self.address}/hotline/calls/{self.call}/cards", headers=headers, timeout=whole
        ) as stream:
            if stream.status != 200:
                raise DeskRefuses(f"/cards answers with status {stream.status}.")
            data: list[str] = []
            async for raw in stream.content:
                line = raw.decode().rstrip("\r\n")
                if line.startswith("data:"):
                    data.append(line[5:].lstrip(" "))
                elif not line and data:
                    yield json.loads("\n".join(data))
                    data = []

    async def post(self, path: str, body: dict[str, Any], status: int) -> dict[str, Any]:
        """What is answered with the status that is due; nothing where there is no body. Raises DeskRefuses."""
        async with self.http.post(self.address + path, json=body, allow_redirects=False) as answer:
            if answer.status != status:
                # A path names the call, which is nobody's secret; what was said is not repeated.
                raise DeskRefuses(f"{path} answers with status {answer.status} instead of {status}.")
            text = await answer.text()
        return json.loads(text) if text.strip() else {}
