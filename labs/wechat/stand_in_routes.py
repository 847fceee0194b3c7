"""The routes of the stand-in.

Beside the official routes below /cgi-bin it has some of its own: GET /sent (what residents were sent), GET /calls, and
POST /acts, /faults and /expire, by which a test says what residents did and what shall go wrong.
"""
from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from knowledge import clock
from labs.wechat.stand_in_account import BUCKETS, Account
from labs.wechat.stand_in_forms import Fault

TOKEN, SEND, TYPING, MENU = "stable_token", "message/custom/send", "message/custom/typing", "menu/create"
# A JSON escape that residents would be shown as it stands; an escaped backslash before a "u" is none.
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}")
MESSAGES = {
    40164: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist",
    89503: "ip 203.0.113.7 needs admin confirm"
}


class StandIn:
    """The routes over one account; faults are used up in the order they were asked for."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.faults: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
        self.calls: dict[str, int] = defaultdict(int)

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application()
        official = {
            TOKEN: lambda body, token: self.account.stable_token(body, now()),
            SEND: self._with_token(self.account.send), TYPING: self._with_token(self.account.typing),
            MENU: self._with_token(lambda body, _now: self.account.create_menu(body)),
        }
        app.add_routes([web.post(f"/cgi-bin/{path}", self._route(path, work)) for path, work in official.items()])
        app.add_routes([
            web.get("/sent", self.show_sent), web.get("/calls", self.show_calls), web.post("/acts", self.take_act),
            web.post("/faults", self.take_fault), web.post("/expire", self.expire),
        ])
        return app

    def _with_token(
        self, work: Callable[[dict[str, Any], float], None]
    ) -> Callable[[dict[str, Any], str | None], dict[str, Any]]:
        def checked(body: dict[str, Any], token: str | None) -> dict[str, Any]:
            self.account.check_token(token, now())
            work(body, now())
            return {}
        return checked

    def _route(self, path: str, work: Callable[[dict[str, Any], str | None], dict[str, Any]]):
        async def handle(request: web.Request) -> web.StreamResponse:
            self.calls[path] += 1
            fault = self.faults[path].popleft() if self.faults[path] else {}
            # Read at once: what was sent is there even when the caller is gone after a while.
            raw = await request.read()
            await asyncio.sleep(fault.get("slow", 0))
            if fault.get("drop") == "before":
                return hang_up(request)
            answer = answered(raw, request.query.get("access_token"), fault, work)
            await asyncio.sleep(fault.get("hold", 0))
            if "body" in fault:
                return web.Response(text=fault["body"], content_type="application/json")
            return hang_up(request) if fault.get("drop") == "after" else official_json(answer, fault.get("status", 200))
        return handle

    async def show_sent(self, request: web.Request) -> web.Response:
        """What residents were sent, oldest first; ?openid= for one of them."""
        openid = request.query.get("openid")
        return official_json([body for body in self.account.sent if openid in (None, body["touser"])])

    async def show_calls(self, request: web.Request) -> web.Response:
        """How often each route was called, what typing states were shown, and the menu."""
        return official_json({"calls": dict(self.calls), "typing": self.account.typed, "menu": self.account.menu})

    async def take_act(self, request: web.Request) -> web.Response:
        """{"openid", "kind"}: message, click, follow, scan, leave, block."""
        body = await request.json()
        if body.get("kind") not in (*BUCKETS, "leave", "block"):
            return official_json({"error": f"kind must be one of {', '.join(BUCKETS)}, leave, block."}, 400)
        self.account.act(body["openid"], body["kind"], now())
        return official_json({})

    async def take_fault(self, request: web.Request) -> web.Response:
        """{"path", "times", and "code" | "slow" (seconds before it is taken) | "hold" (seconds after) | "drop": before,
        after | "status" | "kind" | "body" (the answer as it stands)}."""
        body = await request.json()
        if body.get("path") not in (TOKEN, SEND, TYPING, MENU):
            return official_json({"error": f"path must be one of {TOKEN}, {SEND}, {TYPING}, {MENU}."}, 400)
        self.faults[body["path"]].extend([body] * int(body.get("times", 1)))
        return official_json({})

    async def expire(self, request: web.Request) -> web.Response:
        """No token is good any more."""
        self.account.expire_tokens()
        return official_json({})


def now() -> float:
    return clock.machine_seconds()


def answered(raw: bytes, token: str | None, fault: dict[str, Any], work: Callable) -> dict[str, Any]:
    """The official answer to a body."""
    try:
        if "code" in fault:
            raise Fault(fault["code"], fault.get("message") or MESSAGES.get(fault["code"], "as asked for"))
        if ESCAPED.search(raw):
            raise Fault(40033, "invalid charset. please check your request, if include \\uxxxx will create fail")
        done = work(json.loads(raw), token)
        return done if "access_token" in done else {"errcode": 0, "errmsg": "ok", **done}
    except (ValueError, AttributeError):
        return {"errcode": 47001, "errmsg": "data format error"}
    except Fault as error:
        return {"errcode": error.code, "errmsg": f"{error.message} rid: 00000000-00000000-00000000"}


def hang_up(request: web.Request) -> web.StreamResponse:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def official_json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(value, status=status, dumps=lambda data: json.dumps(data, ensure_ascii=False))
