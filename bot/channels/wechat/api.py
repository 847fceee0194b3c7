"""The official API as this channel uses it. Every call blocks, has time-outs and ends in a result, never in an
exception.

A call that went out without an answer is ``Unknown`` and is not sent again: a resident would get it twice.
"""
from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import requests
from sqlalchemy.exc import SQLAlchemyError
from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential_jitter

from bot.channels.wechat.errors import BUSY, TOKEN_CODES, refusal
from bot.channels.wechat.http import TIMEOUT, Answer, NoAnswer, NotReached, new_session, post
from bot.channels.wechat.results import Refused, Result, Sent, Then, Unknown
from bot.channels.wechat.token import TokenFailed, TokenSource
from knowledge import clock

log = logging.getLogger(__name__)
SEND, TYPING, MENU = "message/custom/send", "message/custom/typing", "menu/create"
# The typing state is of use only at once.
TYPING_TIMEOUT = (1.0, 2.0)
TRIES_WHEN_BUSY, FIRST_WAIT, LONGEST_WAIT = 4, 0.5, 4.0
# The official client then writes under a message that a machine made it.
MACHINE_MADE = {"aimsgcontext": {"is_ai_msg": 1}}


class WeChatApi:
    """Calls to the API below ``base_url``, such as https://api.weixin.qq.com; ``marked``: what is sent carries the
    official mark of machine-made content."""

    def __init__(
        self, base_url: str, tokens: TokenSource, session: requests.Session | None = None,
        first_wait: float = FIRST_WAIT,
        marked: bool = False,
    ) -> None:
        self.base_url, self.tokens = base_url.rstrip("/"), tokens
        self.mark = MACHINE_MADE if marked else {}
        self.session = session or new_session()
        self._first_wait = first_wait
        self._paused: dict[str, tuple[float, Refused]] = {}

    def send_text(self, openid: str, text: str) -> Result:
        """A text of at most 2,000 bytes."""
        return self._send(openid, "text", {"content": text})

    def send_menu(self, openid: str, head: str, choices: Sequence[tuple[str, str]], tail: str = "") -> Result:
        """A text with (id, text) choices to press; what is pressed comes back as bizmsgmenuid and as its text."""
        listed = [{"id": key, "content": text} for key, text in choices]
        menu = {"head_content": head, "list": listed, "tail_content": tail}
        return self._send(openid, "msgmenu", menu)

    def send_news(self, openid: str, title: str, description: str, url: str, picture: str = "") -> Result:
        """One card that opens a page."""
        article = {"title": title, "description": description, "url": url, "picurl": picture}
        return self._send(openid, "news", {"articles": [article]})

    def typing(self, openid: str, on: bool) -> Result:
        """Show or end 「对方正在输入」; it ends by itself after 15 seconds or with the next message."""
        command = "Typing" if on else "CancelTyping"
        return self._call(TYPING, {"touser": openid, "command": command}, tries=1, timeout=TYPING_TIMEOUT)

    def push_menu(self, menu: dict[str, Any]) -> Result:
        """Make ``menu`` the account's menu."""
        return self._call(MENU, menu)

    def needs_repair(self) -> Refused | None:
        """The refusal that lasts until an operator acts, if there is one now."""
        now = clock.machine_seconds()
        lasting = (refused for until, refused in list(self._paused.values()) if now < until)
        return next((refused for refused in lasting if refused.then is Then.REPAIR), None)

    def _send(self, openid: str, kind: str, content: dict[str, Any]) -> Result:
        body = {"touser": openid, "msgtype": kind, kind: content, **self.mark}
        return self._call(SEND, body, kind="" if kind == "text" else kind)

    def _call(
        self, path: str, body: dict[str, Any], tries: int = TRIES_WHEN_BUSY, timeout: tuple[float, float] = TIMEOUT,
        kind: str = "",
    ) -> Result:
        pause = f"{path} {kind}".strip()
        for key in (pause, path):
            until, refused = self._paused.get(key, (0.0, None))
            if refused is not None and clock.machine_seconds() < until:
                return refused
        result = self._called(path, body, tries, timeout)
        if not isinstance(result, Refused):
            return result
        if result.then is Then.AS_TEXT and not kind:
            # It was text already, and text once more would be refused once more.
            result = replace(result, then=Then.NEXT)
        self._remember(result, pause, path)
        return result

    def _remember(self, refused: Refused, pause: str, path: str) -> None:
        """Do not ask again what will surely be refused again; say it to the operator once each time it really was."""
        if refused.pause:
            # Only the kind of message is shut, not all messages, when the account may not send that kind.
            key = pause if refused.then is Then.AS_TEXT else path
            self._paused[key] = (clock.machine_seconds() + refused.pause, refused)
        if refused.then not in (Then.GONE, Then.NEXT) or refused.pause:
            log.warning("WeChat %s: code %s. %s", path, refused.code, refused)

    def _called(self, path: str, body: dict[str, Any], tries: int, timeout: tuple[float, float]) -> Result:
        busy = Retrying(
            retry=retry_if_result(lambda answer: answer.code in BUSY), stop=stop_after_attempt(tries),
            wait=wait_exponential_jitter(multiplier=self._first_wait, max=LONGEST_WAIT, jitter=self._first_wait),
            retry_error_callback=lambda state: state.outcome.result())
        try:
            answer = busy(self._posted, path, body, timeout)
        except TokenFailed as error:
            return error.refused
        except SQLAlchemyError as error:
            # The statement would show the token.
            return Refused(
                None, f"The store that keeps the access token failed ({type(error).__name__}).", "See the store.",
                Then.AGAIN, 5.0
            )
        except NotReached as error:
            return Refused(None, str(error), "See that JUMIN_WECHAT_API can be reached from here.", Then.AGAIN, 5.0)
        except NoAnswer as error:
            return Unknown(str(error))
        return refusal(answer.code, answer.message) if answer.code else Sent(answer.data)

    def _posted(self, path: str, body: dict[str, Any], timeout: tuple[float, float]) -> Answer:
        """One call; with a token that was refused it is made once more, with a renewed one."""
        url, token = f"{self.base_url}/cgi-bin/{path}", self.tokens.token()
        answer = post(self.session, url, body, token, timeout)
        if answer.code in TOKEN_CODES:
            answer = post(self.session, url, body, self.tokens.renew(token), timeout)
        return answer
