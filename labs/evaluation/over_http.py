"""Asking a running server through its web channel, as a page does."""
from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from bot.model_rollout.cases import Case, EvaluationError
from labs.evaluation.judging import Asked

TIMEOUT_SECONDS = 30
# A reply that is not ready within the server's deadline is fetched again by its id, this often and this far apart.
FETCHES, PAUSE_SECONDS = 60, 0.5
# The same id is answered once only, so that sending it again is safe; where nobody listens nothing is tried again.
AGAIN = Retry(
    total=5, connect=0, backoff_factor=0.5, status_forcelist=(429, 503), allowed_methods=None, raise_on_status=False
)


def ask_over_http(url: str, cases: list[Case]) -> Iterator[Asked]:
    """Each case in a session of its own; the clock is the server's. Raises EvaluationError."""
    base = f"{url.rstrip('/')}/webhooks/web"
    with requests.Session() as http:
        http.mount("http://", HTTPAdapter(max_retries=AGAIN))
        http.mount("https://", HTTPAdapter(max_retries=AGAIN))
        for case in cases:
            yield Asked(case, ask_case(http, base, case))


def ask_case(http: requests.Session, base: str, case: Case) -> dict[str, Any]:
    """The reply to a case, its place said first."""
    session = post(http, f"{base}/sessions", {}, case)["session"]
    if case.place:
        say(http, base, session, case.place, case)
    return say(http, base, session, case.q, case)


def say(http: requests.Session, base: str, session: str, text: str, case: Case) -> dict[str, Any]:
    """One message and its reply, waited for when it takes longer than the server's deadline."""
    message = {"session": session, "id": uuid.uuid4().hex, "text": text}
    for _ in range(FETCHES):
        reply = post(http, f"{base}/messages", message, case)
        if not reply.get("pending"):
            return reply
        time.sleep(PAUSE_SECONDS)
    raise EvaluationError(
        f"{case.file}, case {case.number}: the server has no reply after {FETCHES * PAUSE_SECONDS:.0f} seconds."
    )


def post(http: requests.Session, address: str, body: dict[str, Any], case: Case) -> dict[str, Any]:
    """The JSON object that comes back. Raises EvaluationError."""
    try:
        response = http.post(address, json=body, timeout=TIMEOUT_SECONDS)
        reply = response.json() if response.status_code < 500 else {}
    except requests.RequestException as error:
        raise EvaluationError(
            f"{address} does not answer ({type(error).__name__}); start the server or mend --url."
        ) from None
    if response.ok and isinstance(reply, dict):
        return reply
    raise EvaluationError(
        f"{case.file}, case {case.number}: {address} answered {response.status_code}: {response.text[:200]}"
    )
