"""Fetching the risk-area list from where it is served; an unchanged one is not fetched again."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import requests
from requests.adapters import HTTPAdapter
from sqlalchemy.orm import Session
from urllib3 import Retry

from knowledge.loading.report import LoadReport
from knowledge.places.risk_lists import RiskListError, load_risk_list
from knowledge.places.tables import FeedRow

SECONDS = (5, 30)
RETRIES = Retry(total=3, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504), allowed_methods=("GET",))


class SyncError(RuntimeError):
    """The list could not be fetched or used; the message is one sentence, nothing was changed."""


def sync(session_factory: Callable[[], AbstractContextManager[Session]], url: str, city: str,
         retries: Retry = RETRIES) -> LoadReport | None:
    """Fetches ``url`` and loads it; None when it has not changed since the last time. Raises SyncError.

    session_factory: gives a session that commits at the end (``knowledge.database.transaction``). Time-outs: 5 s
    to connect, 30 s between two pieces of the reply. The state of the feed is stored together with the list.
    """
    with session_factory() as session:
        feed = session.get(FeedRow, url)
        headers = _conditions(feed)
    reply = _fetch(url, headers, retries)
    if reply.status_code == requests.codes.not_modified:
        return None
    with session_factory() as session:
        report = _load(session, reply, url, city)
        session.merge(FeedRow(url=url, etag=reply.headers.get("ETag", "")[:200],
                              last_modified=reply.headers.get("Last-Modified", "")[:100]))
    return report


def _conditions(feed: FeedRow | None) -> dict[str, str]:
    if feed is None:
        return {}
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _fetch(url: str, headers: dict[str, str], retries: Retry) -> requests.Response:
    with requests.Session() as http:
        for scheme in ("http://", "https://"):
            http.mount(scheme, HTTPAdapter(max_retries=retries))
        try:
            reply = http.get(url, headers=headers, timeout=SECONDS)
            reply.raise_for_status()
        except requests.RequestException as error:
            raise SyncError(f"The risk-area list could not be fetched from {url}: {error}") from error
    return reply


def _load(session: Session, reply: requests.Response, url: str, city: str) -> LoadReport:
    try:
        return load_risk_list(session, reply.json(), city, url)
    except RiskListError as error:
        raise SyncError(f"{url}: {error}") from error
    except requests.exceptions.JSONDecodeError as error:
        raise SyncError(f"{url} did not answer with JSON: {error}") from error
