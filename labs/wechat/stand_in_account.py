"""The official server's side of one account, as its documentation tells it: tokens, quotas, lengths, typing, menu.

Written against developers.weixin.qq.com and apart from the code that calls it, so that one checks the other. All times
are machine seconds, given by the caller.
"""
from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from labs.wechat.stand_in_forms import Fault, check_menu, check_message

TOKEN_LASTS, NEW_BEFORE_END, OLD_GOES_ON = 7200.0, 300.0, 300.0
FORCED_A_DAY, FORCED_APART = 20, 30.0
# What a resident does -> (messages that may follow, seconds). A pressed choice of a menu message is a click, too.
BUCKETS = {"message": (5, 48 * 3600.0), "click": (3, 60.0), "follow": (3, 60.0), "scan": (3, 60.0)}
TYPING_WITHIN, TYPING_LASTS = 30.0, 15.0


@dataclass
class Bucket:
    """Messages that may still be sent to a resident until ``ends``."""

    left: int
    ends: float


@dataclass
class Resident:
    """One who writes to the account."""

    buckets: list[Bucket] = field(default_factory=list)
    last_act: float = float("-inf")
    typing_until: float = float("-inf")
    follows: bool = True
    blocks: bool = False


@dataclass
class Account:
    """All that is kept of the account. ``any_resident``: whoever is written to counts as having just written."""

    appid: str
    secret: str
    token_lasts: float = TOKEN_LASTS
    any_resident: bool = False
    may_send_menus: bool = True
    tokens: dict[str, float] = field(default_factory=dict)
    current: str = ""
    forced: list[float] = field(default_factory=list)
    fetched: int = 0
    residents: dict[str, Resident] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    typed: list[dict[str, Any]] = field(default_factory=list)
    menu: dict[str, Any] | None = None

    def stable_token(self, body: dict[str, Any], now: float) -> dict[str, Any]:
        """The present token, a new one in its last five minutes, or a forced one."""
        if body.get("grant_type") != "client_credential":
            raise Fault(40002, "invalid grant_type")
        if body.get("appid") != self.appid:
            raise Fault(40013, "invalid appid")
        if body.get("secret") != self.secret:
            raise Fault(40125, "invalid appsecret")
        self.fetched += 1
        if body.get("force_refresh") is True:
            self._force(now)
        elif self.tokens.get(self.current, now) <= now + NEW_BEFORE_END:
            self._renew(now, OLD_GOES_ON)
        return {"access_token": self.current, "expires_in": int(self.tokens[self.current] - now)}

    def _force(self, now: float) -> None:
        today = [at for at in self.forced if at > now - 86400]
        if len(today) >= FORCED_A_DAY:
            raise Fault(45009, "reach max api daily quota limit")
        if self.current and today and now - today[-1] < FORCED_APART:
            return  # too soon: the token stays as it is
        self.forced = [*today, now]
        self._renew(now, 0.0)

    def _renew(self, now: float, old_goes_on: float) -> None:
        if self.current in self.tokens:
            self.tokens[self.current] = min(self.tokens[self.current], now + old_goes_on)
        self.current = f"{len(self.tokens)}_{uuid.uuid4().hex}"
        self.tokens[self.current] = now + max(self.token_lasts, NEW_BEFORE_END if old_goes_on else 0)

    def expire_tokens(self) -> None:
        """No token is good any more, as when somebody else forced a new one."""
        self.tokens.clear()
        self.current = ""

    def check_token(self, token: str | None, now: float) -> None:
        """Raises the fault of a token that is missing, unknown or over."""
        if not token:
            raise Fault(41001, "access_token missing")
        if token not in self.tokens:
            raise Fault(40001, "invalid credential, access_token is invalid or not latest")
        if self.tokens[token] <= now:
            raise Fault(42001, "access_token expired")

    def act(self, openid: str, kind: str, now: float) -> None:
        """A resident did something that lets the account write to them; ``leave`` and ``block`` shut it out."""
        resident = self.residents.setdefault(openid, Resident())
        resident.follows, resident.blocks = kind != "leave", kind == "block"
        if kind in BUCKETS:
            messages, seconds = BUCKETS[kind]
            # A new message begins anew; a click adds to what is open.
            resident.buckets = [] if kind == "message" else [b for b in resident.buckets if b.ends > now]
            resident.buckets.append(Bucket(messages, now + seconds))
            resident.last_act = now

    def send(self, body: dict[str, Any], now: float) -> None:
        """custom/send: takes the message or raises its fault."""
        resident = self._resident(body.get("touser"), now)
        check_message(body, self.may_send_menus)
        open_ones = sorted((b for b in resident.buckets if b.ends > now), key=lambda b: b.ends)
        if not open_ones:
            raise Fault(45015, "response out of time limit or subscription is canceled")
        bucket = next((b for b in open_ones if b.left), None)
        if bucket is None:
            raise Fault(45047, "out of response count limit")
        bucket.left -= 1
        resident.typing_until = float("-inf")
        self.sent.append(body)

    def typing(self, body: dict[str, Any], now: float) -> None:
        """custom/typing: within 30 seconds of the resident's act, not twice within 15."""
        resident = self._resident(body.get("touser"), now)
        if body.get("command") not in ("Typing", "CancelTyping"):
            raise Fault(45072, "invalid command")
        if now - resident.last_act > TYPING_WITHIN:
            raise Fault(45080, "need sending message to user, or recv message in the last 30 seconds")
        if body["command"] == "Typing" and now < resident.typing_until:
            raise Fault(45081, "typing status is already set")
        resident.typing_until = now + TYPING_LASTS if body["command"] == "Typing" else float("-inf")
        self.typed.append(body)

    def create_menu(self, body: dict[str, Any]) -> None:
        """menu/create."""
        check_menu(body)
        self.menu = body

    def _resident(self, openid: Any, now: float) -> Resident:
        if not isinstance(openid, str) or not 0 < len(openid) <= 64 or not openid.isascii():
            raise Fault(40003, "invalid openid")
        if openid not in self.residents and self.any_resident:
            self.act(openid, "message", now)
        resident = self.residents.setdefault(openid, Resident())
        if not resident.follows:
            raise Fault(43004, "require subscribe")
        if resident.blocks:
            raise Fault(48002, "user block receive message")
        return resident
