"""A bot of one page that answers as an official account must, and can be told to do one thing wrong.

The simulator has to find nothing in the right one and each wrong thing in the others.
"""
from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import defusedxml.ElementTree as SafeXml
import requests
from aiohttp import web
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner


class Refuse(Exception):
    """Not the official server's."""


class TinyBot:
    """``wrong``: what it does wrong, or empty; ``late``: replies go out by the API at ``api``."""

    def __init__(self, identity, wrong: str = "", api: str = "", late: bool = False, secret: str = "") -> None:
        self.identity, self.wrong, self.api, self.late, self.secret = identity, wrong, api, late, secret
        self.stamps: dict[tuple, str] = {}
        self.running: dict[str, asyncio.Task] = {}
        self.lost: set[str] = set()
        self.runs: Counter[str] = Counter()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=10**7)
        app.add_routes([web.get("/webhook", self.verify), web.post("/webhook", self.take)])
        return app

    async def verify(self, request: web.Request) -> web.Response:
        if self.wrong != "unsigned_accepted" and not self.signed(request.query):
            return web.Response(status=403)
        echo = request.query["echostr"]
        return web.Response(text=f'"{echo}"' if self.wrong == "echo_wrapped" else echo)

    async def take(self, request: web.Request) -> web.Response:
        if self.wrong == "server_error":
            return web.Response(status=500)
        try:
            fields, as_json = self.read(request.query, await request.read(), request.content_type)
        except (Refuse, ValueError, KeyError, SafeXml.ParseError):
            if self.wrong == "status_200_json_error":
                return web.json_response({"error": "malformed"})
            return web.Response(status=403)
        return web.Response(text=await self.answer(request, fields, as_json))

    def signed(self, query) -> bool:
        parts = WeChatSigner()
        parts.add_data(self.identity.token, query.get("timestamp", ""), query.get("nonce", ""))
        return query.get("signature") == parts.signature or self.wrong == "signature_unchecked"

    def read(self, query, body: bytes, kind: str) -> tuple[dict, bool]:
        if not self.signed(query) and self.wrong != "unsigned_accepted":
            raise Refuse
        if self.wrong not in ("old_accepted", "unsigned_accepted") and abs(time.time() - int(query["timestamp"])) > 600:
            raise Refuse
        if len(body) > 65536 and self.wrong != "large_taken":
            raise Refuse
        as_json = kind == "application/json"
        fields = self.parse(body.decode(), as_json)
        if self.identity.encrypted and "Encrypt" in fields:
            fields = self.parse(self.opened(query, fields), as_json)
        elif self.identity.mode == "safe" and self.wrong != "plain_in_safe":
            raise Refuse
        key = (query.get("timestamp"), query.get("nonce"))
        if self.stamps.setdefault(key, message_id(fields)) != message_id(fields) and self.wrong != "stamp_reused":
            raise Refuse
        return fields, as_json

    def parse(self, text: str, as_json: bool) -> dict:
        if as_json:
            fields = json.loads(text)
            if not isinstance(fields, dict):
                raise Refuse
            return fields
        open_to_all = self.wrong == "entities_expanded"
        root = SafeXml.fromstring(text, forbid_dtd=not open_to_all, forbid_entities=not open_to_all)
        return {child.tag: child.text or "" for child in root}

    def opened(self, query, fields: dict) -> str:
        crypto = WeChatCrypto(self.identity.token, self.identity.aes_key, self.identity.appid)
        if self.wrong == "other_appid":
            crypto._id = crypto.app_id = "wx1111111111111111" if self.is_other(query, fields) else self.identity.appid
        if self.wrong == "unsigned_accepted":
            return self.identity.crypto().decrypt(fields["Encrypt"], self.identity.appid)
        try:
            return crypto.decrypt_message(fields, query.get("msg_signature"), query["timestamp"], query["nonce"])
        except Exception:
            raise Refuse from None

    def is_other(self, query, fields: dict) -> bool:
        try:
            self.identity.crypto().decrypt(fields["Encrypt"], self.identity.appid)
        except Exception:
            return True
        return False

    async def answer(self, request: web.Request, fields: dict, as_json: bool) -> str:
        key = message_id(fields)
        if fields["MsgType"] == "event" and not self.speaks_to(fields["Event"]):
            return "success"
        if (
            self.wrong == "lost" or key in self.lost
            or (self.wrong == "silent_to_pictures" and fields["MsgType"] == "image")
        ):
            return "success"
        if key not in self.running or self.wrong == "doubled":
            # A task of its own goes on when the caller hangs up.
            self.running[key] = asyncio.ensure_future(self.run(fields))
        text = await asyncio.shield(self.running[key])
        if self.wrong == "lost_with_connection" and (request.transport is None or request.transport.is_closing()):
            self.lost.add(key)
        if (self.late or self.wrong.startswith("late")) and self.wrong != "late_and_passive":
            return "success"
        return self.written(fields, text, as_json)

    async def run(self, fields: dict) -> str:
        self.runs[message_id(fields)] += 1
        asked = fields.get("Content") or fields.get("Event") or fields["MsgType"]
        text = "" if self.wrong == "empty_reply" else f"答{asked}，第{self.runs[message_id(fields)]}遍"
        await asyncio.sleep(60 if self.wrong == "too_slow" else 0.15)
        if self.late or self.wrong.startswith("late"):
            for _ in range(2 if self.wrong == "late_twice" else 1):
                await asyncio.get_running_loop().run_in_executor(None, self.send, fields["FromUserName"], text)
        return text

    def send(self, openid: str, text: str) -> None:
        body = {"grant_type": "client_credential", "appid": self.identity.appid, "secret": self.secret}
        token = requests.post(f"{self.api}/cgi-bin/stable_token", json=body, timeout=5).json()["access_token"]
        message = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        requests.post(f"{self.api}/cgi-bin/message/custom/send", params={"access_token": token},
                      data=json.dumps(message, ensure_ascii=False).encode(), timeout=5)

    def speaks_to(self, event: str) -> bool:
        return {
            "VIEW": self.wrong == "answers_view", "LOCATION": self.wrong == "chatty_about_place", "unsubscribe": False
        }.get(event, True)

    def written(self, fields: dict, text: str, as_json: bool) -> str:
        if self.wrong == "not_xml":
            return json.dumps({"text": text}) if not as_json else "<xml>"
        text += {"too_long": "长" * 700, "control_characters": "\x07"}.get(self.wrong, "")
        reader = "oSomebodyElse" if self.wrong == "wrong_reader" else fields["FromUserName"]
        plain = {
            "ToUserName": reader, "FromUserName": fields["ToUserName"], "CreateTime": int(time.time()),
            "MsgType": "text", "Content": text
        }
        body = json.dumps(plain) if as_json else as_xml(plain, torn=self.wrong == "cdata_torn")
        if not self.identity.encrypted or self.wrong == "unencrypted_reply":
            return body
        crypto = WeChatCrypto(self.identity.token, self.identity.aes_key, self.identity.appid)
        sealed = crypto.encrypt_message(body, "nonce", "1409735669")
        return json.dumps({child.tag: child.text for child in SafeXml.fromstring(sealed)}) if as_json else sealed


def message_id(fields: dict) -> str:
    return str(
        fields.get("MsgId") or [fields.get(name) for name in ("FromUserName", "CreateTime", "Event", "EventKey")]
    )


def as_xml(fields: dict, torn: bool) -> str:
    def value(given) -> str:
        if isinstance(given, int):
            return str(given)
        return f"<![CDATA[{given if torn else given.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return "<xml>" + "".join(f"<{name}>{value(given)}</{name}>" for name, given in fields.items()) + "</xml>"


@contextmanager
def serving(bot: TinyBot) -> Iterator[str]:
    """The bot in a thread of its own; gives the address for pushes."""
    loop, started, where = asyncio.new_event_loop(), threading.Event(), {}

    async def start() -> None:
        runner = web.AppRunner(bot.app(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        where["port"] = site._server.sockets[0].getsockname()[1]

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        started.set()
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield f"http://127.0.0.1:{where['port']}/webhook"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
