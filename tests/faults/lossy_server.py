"""A small web channel that breaks one promise on purpose, for proving the clients and the checker together."""
from __future__ import annotations

import asyncio
import threading
import uuid
from collections import defaultdict

from aiohttp import web
from faults.history import Stored
from faults.questions import as_answer
from itsdangerous import URLSafeSerializer

from bench.services import free_port

SIGNER = URLSafeSerializer("lossy", salt="web-session")


class LossyServer:
    """``fault`` is kept (none), late, forgets, doubles, mixes_up, breaks_off or refuses; every third message meets
    it."""

    def __init__(self, fault: str) -> None:
        self.fault, self.port = fault, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.turns: dict[str, dict[str, dict]] = defaultdict(dict)
        self.asked: dict[tuple[str, str], int] = defaultdict(int)
        self.loop = asyncio.new_event_loop()
        self.up = threading.Event()

    def __enter__(self) -> LossyServer:
        threading.Thread(target=self._run, daemon=True).start()
        assert self.up.wait(10)
        return self

    def __exit__(self, *_error: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        app = web.Application()
        app.router.add_post("/webhooks/web/sessions", self.open_session)
        app.router.add_post("/webhooks/web/messages", self.take)
        app.router.add_get("/webhooks/web/messages", self.missed)
        runner = web.AppRunner(app)
        self.loop.run_until_complete(runner.setup())
        self.loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self.port).start())
        self.up.set()
        self.loop.run_forever()
        self.loop.run_until_complete(runner.cleanup())

    async def open_session(self, _request: web.Request) -> web.Response:
        return web.json_response({"session": SIGNER.dumps(uuid.uuid4().hex)}, status=201)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        conversation, identity = f"web:{SIGNER.loads(body['session'])}", body["id"]
        self.asked[conversation, identity] += 1
        hit = int(identity[1:]) % 3 == 0
        if hit and self.asked[conversation, identity] == 1 and self.fault in ("breaks_off", "refuses"):
            if self.fault == "refuses":
                return web.json_response({"error": "not_stored"}, status=503)
            request.transport.close()
        about = "somebody else" if hit and self.fault == "mixes_up" else body["text"]
        self.turns[conversation][identity] = {"id": identity, "question": body["text"], "about": about}
        if self.fault == "doubles" and hit:
            self.turns[conversation][f"{identity}-again"] = {"id": identity, "question": body["text"], "about": about}
        if self.fault in ("forgets", "late") and hit:
            return web.json_response({"id": identity, "messages": [], "pending": True}, status=202)
        return web.json_response(said(identity, about))

    async def missed(self, request: web.Request) -> web.Response:
        conversation = f"web:{SIGNER.loads(request.headers['Authorization'].removeprefix('Bearer '))}"
        if self.fault == "forgets":
            return web.json_response({"turns": []})
        return web.json_response({
            "turns": [said(turn["id"], turn["about"]) for turn in self.turns[conversation].values()]
        })

    def stored_turns(self) -> list[Stored]:
        return [
            Stored(conversation, turn["id"], number, turn["question"], as_answer(said(turn["id"], turn["about"])), 1)
            for conversation, turns in self.turns.items() for number, turn in enumerate(turns.values())
        ]


def said(identity: str, about: str) -> dict:
    return {"id": identity, "messages": [{"text": f"about {about}"}], "receipt": {"topic": about, "verdict": None}}
