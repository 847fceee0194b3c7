"""The official server's side of a conversation: signs, encrypts, pushes, waits, hangs up, tries again."""
from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from itertools import count

import requests

from knowledge import clock
from labs.wechat.simulator.pushes import Fields, Identity, Push, event, make_push, message, stamp
from labs.wechat.simulator.replies import Reply, read_reply

# Seconds the official server waits, and how often it tries again (developers.weixin.qq.com, 被动回复用户消息).
PATIENCE, RETRIES = 5.0, 3
MESSAGE_IDS = count(secrets.randbelow(10**15) * 1000)


@dataclass(frozen=True)
class OfficialServer:
    """Pushes to ``url``. ``api``: the address of a stand-in of the API, which is told what residents do; a late reply
    is waited for ``late_within`` seconds there."""

    url: str
    identity: Identity
    api: str = ""
    patience: float = PATIENCE
    retries: int = RETRIES
    as_json: bool = False
    late_within: float = 20.0

    def resident(self) -> str:
        """A resident that nobody met before."""
        return f"oSimulated_{uuid.uuid4().hex[:16]}"

    def say(self, openid: str, text: str) -> Fields:
        """A text message."""
        return self.message(openid, "text", Content=text)

    def message(self, openid: str, kind: str, **more) -> Fields:
        """A message with an id of its own."""
        return message(self.identity, openid, seconds_now(), next(MESSAGE_IDS), kind, **more)

    def event(self, openid: str, name: str, **more) -> Fields:
        """An event."""
        return event(self.identity, openid, seconds_now(), name, **more)

    def push_of(self, fields: Fields, ago: int = 0, nonce: str = "") -> Push:
        """A signed delivery of a message; ``ago``: seconds since it was signed."""
        return make_push(self.identity, fields, seconds_now() - ago, nonce or secrets.token_hex(8), self.as_json)

    def verify(self, echo: str, sign: bool = True) -> tuple[int, str]:
        """The check of the address when it is entered in the account's pages: (status, body)."""
        params = stamp(self.identity, seconds_now(), secrets.token_hex(8)) | {"echostr": echo}
        if not sign:
            params["signature"] = "0" * 40
        try:
            response = requests.get(self.url, params=params, timeout=self.patience)
        except requests.RequestException:
            return 0, ""
        return response.status_code, response.text

    def push(self, push: Push, openid: str, patience: float | None = None) -> Reply:
        """One delivery; an answer later than the official server waits counts as none."""
        began, patience = clock.machine_seconds(), patience or self.patience
        try:
            response = requests.post(
                self.url, params=push.params, data=push.body, timeout=(self.patience, patience),
                headers={"Content-Type": push.content_type})
        except requests.Timeout:
            return Reply(0, patience, faults=(f"no answer within {patience:g} seconds.",))
        except requests.RequestException as error:
            return Reply(0, clock.machine_seconds() - began, faults=(
                f"the connection failed ({type(error).__name__}).",
            ))
        seconds = clock.machine_seconds() - began
        if seconds > patience:
            return Reply(0, seconds, faults=(f"no answer within {patience:g} seconds.",))
        return read_reply(self.identity, openid, response.status_code, response.content, seconds, self.as_json)

    def deliver(self, fields: Fields) -> list[Reply]:
        """A message as the official server delivers it: again after each silence, up to three times more."""
        self.tell_api(fields)
        replies: list[Reply] = []
        while len(replies) <= self.retries and (not replies or replies[-1].silent):
            replies.append(self.push(self.push_of(fields), fields["FromUserName"]))
        return replies

    def tell_api(self, fields: Fields) -> None:
        """The stand-in of the API learns what a resident did, as the official one knows it."""
        pressed = "click" if fields.get("bizmsgmenuid") else "message"
        kind = ACTS.get(fields["Event"]) if fields["MsgType"] == "event" else pressed
        if self.api and kind:
            requests.post(
                f"{self.api}/acts", json={"openid": fields["FromUserName"], "kind": kind}, timeout=5
            ).raise_for_status()

    def sent_later(self, openid: str) -> list[str]:
        """The texts that the stand-in of the API took for a resident."""
        if not self.api:
            return []
        bodies = requests.get(f"{self.api}/sent", params={"openid": openid}, timeout=5).json()
        return [said_later(body) for body in bodies]


ACTS = {
    "subscribe": "follow", "unsubscribe": "leave", "SCAN": "scan", "CLICK": "click", "scancode_push": "click",
    "scancode_waitmsg": "click",
}


def said_later(body: dict) -> str:
    """What a resident reads of a customer-service message."""
    if body["msgtype"] == "msgmenu":
        menu = body["msgmenu"]
        return "\n".join(
            filter(None, [menu.get("head_content"), *(c["content"] for c in menu["list"]), menu.get("tail_content")])
        )
    if body["msgtype"] == "news":
        return "\n".join(
            f"{a.get('title', '')} {a.get('description', '')} {a.get('url', '')}" for a in body["news"]["articles"]
        )
    return body["text"]["content"]


def seconds_now() -> int:
    """Machine time in seconds since 1970."""
    return int(clock.machine_utc().timestamp())
