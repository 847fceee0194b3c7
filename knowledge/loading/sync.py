"""The risk-area list, fetched from where it is served and loaded; an unchanged one is neither."""
from __future__ import annotations

from sqlalchemy.engine import Engine

from knowledge import clock
from knowledge.addresses import spoken_url
from knowledge.database import transaction
from knowledge.fetching import FetchError, Patience, fetch
from knowledge.loading.kinds import read_reply
from knowledge.tables.file import File
from knowledge.tables.report import LoadError, LoadReport
from knowledge.zones.feeds import conditions, feed_key, note_success
from knowledge.zones.risk_lists import RiskListError, load_risk_list


class SyncError(RuntimeError):
    """The list could not be fetched or used; the message is one sentence without secrets, and nothing was changed."""


def sync(
    engine: Engine, url: str, city: str, patience: Patience = Patience(), none_listed: bool = False
) -> LoadReport | None:
    """Fetches ``url`` and loads it; None when it has not changed since the last time. Raises SyncError.

    The state of the feed is stored together with the list. ``none_listed`` as for ``load_risk_list``.
    """
    key = feed_key(url, city)
    with transaction(engine) as session:
        asked_with = conditions(session, key)
    try:
        fetched = fetch(url, asked_with, patience)
    except FetchError as error:
        raise SyncError(f"{spoken_url(url)} {error}; nothing was changed.") from None
    with transaction(engine) as session:
        report = _load(session, File(spoken_url(url), fetched.raw), city, none_listed) if fetched else None
        note_success(session, key, clock.machine_utc(), fetched)
    return report


def _load(session, file: File, city: str, none_listed: bool) -> LoadReport:
    try:
        return load_risk_list(session, read_reply(file), city, file.name, none_listed)
    except LoadError as error:
        raise SyncError(str(error)) from None
    except RiskListError as error:
        raise SyncError(f"{file.name}: {error}") from None
