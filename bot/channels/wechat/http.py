"""One POST to the official API, and what is known after it: an answer, surely nothing, or nothing for certain.

Access tokens stand in the address, so neither an address nor an exception's text is ever logged or raised from here.
"""
from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from bot.channels.requests import read_json

SECRETS = re.compile(r"(access_token=)[^&\s\"']+")
CODE = re.compile(r"-?[0-9]{1,9}")
# Seconds to connect, seconds to wait for the answer.
TIMEOUT = (2.0, 5.0)


class NotReached(Exception):
    """The call did not leave this machine, or nobody was there to take it."""


class NoAnswer(Exception):
    """The call went out and no answer came back that could be read."""


@dataclass(frozen=True)
class Answer:
    """The official answer; ``code`` 0 is success."""

    code: int
    message: str
    data: dict[str, Any]


def post(
    session: requests.Session, url: str, body: dict[str, Any], token: str | None = None,
    timeout: tuple[float, float] = TIMEOUT,
) -> Answer:
    """Send a JSON body. Raises NotReached or NoAnswer."""
    # Not escaped: WeChat shows \uxxxx to residents as it is (code 40033).
    data = json.dumps(body, ensure_ascii=False).encode()
    try:
        response = session.post(
            url, data=data, params={"access_token": token} if token else None, timeout=timeout,
            headers={"Content-Type": "application/json; charset=utf-8"}, allow_redirects=False)
    except requests.RequestException as error:
        raise _failure(error) from None
    return _read(response)


def _failure(error: requests.RequestException) -> Exception:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    name = type(reason if isinstance(reason, Exception) else error).__name__
    never_left = (requests.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.InvalidURL,
                  requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema, requests.exceptions.ProxyError)
    if isinstance(error, never_left) or isinstance(reason, (NewConnectionError, ConnectTimeoutError)):
        return NotReached(f"The official API was not reached ({name}).")
    return NoAnswer(f"The official API gave no answer ({name}).")


def _read(response: requests.Response) -> Answer:
    try:
        data = read_json(response.content.decode("utf-8-sig"))
        code = read_code(data.get("errcode", 0))
    except (ValueError, AttributeError, RecursionError):
        if 300 <= response.status_code < 500:
            raise NotReached(
                f"JUMIN_WECHAT_API answers HTTP {response.status_code}; it is not the official API."
            ) from None
        raise NoAnswer(f"The official API gave an answer that cannot be read (HTTP {response.status_code}).") from None
    if response.status_code >= 500:
        raise NoAnswer(f"The official API failed (HTTP {response.status_code}).")
    return Answer(code, str(data.get("errmsg", "")), data)


def read_code(value: Any) -> int:
    """An error code. Raises ValueError: half a code must not pass for 0, which is success."""
    if isinstance(value, bool) or not CODE.fullmatch(str(value)):
        raise ValueError("no code")
    return int(value)


class HideTokens(logging.Filter):
    """urllib3 logs each address at debug level, and in its warnings; the token in it is blotted out."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRETS.sub(r"\1***", record.getMessage()), ()
        return True


def new_session() -> requests.Session:
    """A session that tries nothing twice by itself and whose log holds no token."""
    logger = logging.getLogger("urllib3.connectionpool")
    if not any(isinstance(known, HideTokens) for known in logger.filters):
        logger.addFilter(HideTokens())
    return requests.Session()
