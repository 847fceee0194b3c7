"""The access token of the official API: one refresher for all processes, renewed before it ends, never in a log.

WeChat gives the same stable token until five minutes before its end and then a new one, with both good in between
(developers.weixin.qq.com, 获取稳定版接口调用凭据). So it is renewed inside those five minutes: by the process that gets the
lease, while the others go on with the old one. A forced one ends the old one at once and is the last resort.
"""
from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import requests

from bot.channels.wechat.errors import refusal
from bot.channels.wechat.http import Answer, NoAnswer, NotReached, new_session, post
from bot.channels.wechat.results import Refused, Then
from bot.channels.wechat.token_rows import StoredToken, WeChatTokens
from knowledge import clock

log = logging.getLogger(__name__)
RENEW_BEFORE_END = 240.0
STILL_GOOD = 5.0
# Longer than one call can take with its time-outs, twice (the second time forced).
LEASE = 20.0
WAITS, LOOKS_EVERY = 8.0, 0.1
# As much as the store takes, and a month.
LONGEST_TOKEN, LONGEST_LASTS = 1024, 30 * 86400
FORCED_APART = timedelta(seconds=30)


class TokenFailed(Exception):
    """There is no token to call with; ``refused`` says why. Nothing was sent to anybody."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused))
        self.refused = refused


@dataclass(frozen=True)
class Credentials:
    """Who the account is; the secret stands in no ``repr``."""

    appid: str
    secret: str = field(repr=False)


class TokenSource:
    """Gives the token to call with; all methods block."""

    def __init__(
        self, tokens: WeChatTokens, base_url: str, credentials: Credentials, session: requests.Session | None = None
    ) -> None:
        self.tokens, self.credentials = tokens, credentials
        self.url = f"{base_url.rstrip('/')}/cgi-bin/stable_token"
        self.session = session or new_session()

    def token(self) -> str:
        """A token that is good now. Raises TokenFailed."""
        stored = self.tokens.read()
        if stored.good_for(RENEW_BEFORE_END):
            return stored.token
        return self._renewed(stored, failed=None)

    def renew(self, failed: str) -> str:
        """A token in place of one that WeChat refused; another process may have got it already. Raises TokenFailed."""
        stored = self.tokens.read()
        if stored.token != failed and stored.good_for(STILL_GOOD):
            return stored.token
        return self._renewed(stored, failed)

    def _renewed(self, stored: StoredToken, failed: str | None) -> str:
        holder = uuid.uuid4().hex
        if self.tokens.take_lease(holder, LEASE):
            try:
                return self._fetch_and_store(holder, failed)
            except TokenFailed as error:
                return self._go_on_with_old(stored, failed, error)
        return self._wait_for_other(stored, failed)

    def _fetch_and_store(self, holder: str, failed: str | None) -> str:
        # Read under the lease: the one who had it before may have fetched what was missing.
        stored = self.tokens.read()
        if stored.good_for(RENEW_BEFORE_END) and stored.token != failed:
            self.tokens.give_back(holder)
            return stored.token
        try:
            fetched, forced = self._fetch(force=False), False
            if failed is not None and fetched.data["access_token"] == failed and self._may_force(stored):
                fetched, forced = self._fetch(force=True), True
        except BaseException:
            self.tokens.give_back(holder)
            raise
        self.tokens.store(holder, fetched.data["access_token"], float(fetched.data["expires_in"]), forced)
        return fetched.data["access_token"]

    def _may_force(self, stored: StoredToken) -> bool:
        return stored.forced_at is None or stored.forced_at + FORCED_APART < clock.machine_utc()

    def _fetch(self, force: bool) -> Answer:
        body = {"grant_type": "client_credential", "appid": self.credentials.appid, "secret": self.credentials.secret}
        try:
            answer = post(self.session, self.url, {**body, "force_refresh": force})
        except (NotReached, NoAnswer) as error:
            raise TokenFailed(
                Refused(None, str(error), "See that JUMIN_WECHAT_API can be reached from here.", Then.AGAIN, 5.0)
            ) from None
        if answer.code:
            raise TokenFailed(refusal(answer.code, answer.message))
        if not is_token(answer.data):
            raise TokenFailed(
                Refused(
                    None, "The official API gave no token.", "See what JUMIN_WECHAT_API points to.", Then.REPAIR, 60.0
                )
            )
        return answer

    def _go_on_with_old(self, stored: StoredToken, failed: str | None, error: TokenFailed) -> str:
        if failed is None and stored.good_for(STILL_GOOD):
            log.warning("the WeChat token could not be renewed before its end and is used on: %s", error.refused)
            return stored.token
        raise error

    def _wait_for_other(self, stored: StoredToken, failed: str | None) -> str:
        """Another process is refreshing: go on with the old token while it is good, otherwise wait for the new one."""
        if failed is None and stored.good_for(STILL_GOOD):
            return stored.token
        give_up = clock.machine_seconds() + WAITS
        while clock.machine_seconds() < give_up:
            time.sleep(LOOKS_EVERY)
            new = self.tokens.read()
            if new.token != failed and new.good_for(STILL_GOOD):
                return new.token
        raise TokenFailed(
            Refused(
                None, "Another process is still fetching the access token.", "It is tried again by itself.", Then.AGAIN,
                5.0
            )
        )


def is_token(data: dict[str, Any]) -> bool:
    """Whether an answer holds a token that can be kept, and for how long it is good; the official one lasts two
    hours."""
    token, lasts = data.get("access_token"), data.get("expires_in")
    number = isinstance(lasts, (int, float)) and not isinstance(lasts, bool)
    return isinstance(token, str) and 0 < len(token) <= LONGEST_TOKEN and number and 0 < lasts <= LONGEST_LASTS
