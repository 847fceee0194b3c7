"""Fetches the risk-area list every JUMIN_ZONES_EVERY minutes while the server serves, in one process at a time."""
from __future__ import annotations

import asyncio
import logging
import threading
from datetime import timedelta

import structlog
from prometheus_client import Gauge
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.monitoring.logs import PROCESSORS
from bot.monitoring.readiness import Check, Degraded
from bot.stores.turn_store import TurnStore
from knowledge import clock
from knowledge.fetching import Patience
from knowledge.loading.sync import SyncError, sync
from knowledge.settings import Settings
from knowledge.zones.feeds import feed_key, last_success, put_off, take_turn

log = structlog.wrap_logger(
    logging.getLogger(__name__), PROCESSORS, wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING)
).bind()
PATIENCE = Patience()
# Longer than a fetch may take with what comes behind it: then another process may try.
TURN_SECONDS = PATIENCE.seconds + 60.0
LOOKS_EVERY_SECONDS = 5.0
# After a failure it is tried again sooner.
AGAIN_AFTER_SECONDS = 60.0
LATE_AFTER_TIMES = 3


async def sync_while_serving(engine: Engine, settings: Settings) -> None:
    """Go on until cancelled. The work is done in a thread that nobody waits for: a slow feed delays no reply and no
    end."""
    ended = threading.Event()
    threading.Thread(target=_sync_until, args=(engine, settings, ended), name="zones", daemon=True).start()
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        ended.set()


def _sync_until(engine: Engine, settings: Settings, ended: threading.Event) -> None:
    every = settings.zones_every * 60
    while not ended.wait(min(LOOKS_EVERY_SECONDS, every / 4)):
        try:
            sync_if_due(engine, settings)
        # A slip of ours must not end the thread: its turn ends by itself, and then it is tried again.
        except Exception:
            log.error("zones_sync_failed", exc_info=True)


def sync_if_due(engine: Engine, settings: Settings) -> bool:
    """Fetch and load if no process did so in the last JUMIN_ZONES_EVERY minutes; whether that was tried. A failure is
    logged and tried again."""
    key, every = feed_key(settings.zones_url, settings.city), settings.zones_every * 60
    try:
        if not take_turn(engine, key, clock.machine_utc(), TURN_SECONDS):
            return False
        well = _synced(engine, settings)
        pause = every if well else min(every, AGAIN_AFTER_SECONDS)
        put_off(engine, key, clock.machine_utc() + timedelta(seconds=pause))
    except SQLAlchemyError:
        log.error("zones_not_stored", exc_info=True)
        return False
    return True


def _synced(engine: Engine, settings: Settings) -> bool:
    try:
        report = sync(engine, settings.zones_url, settings.city, PATIENCE)
    except SyncError as error:
        log.error("zones_sync_failed", why=str(error))
        return False
    for note in report.notes if report else ():
        log.warning("zones_noted", why=note)
    return True


def zones_check(store: TurnStore, settings: Settings, gauge: Gauge) -> Check:
    """The check of /ready: late when the list was last fetched more than some times JUMIN_ZONES_EVERY ago, or never
    since the start. It only degrades: without new lists the answers say how old theirs are, without a process there are
    none."""
    key, started = feed_key(settings.zones_url, settings.city), clock.machine_utc()
    latest = timedelta(minutes=settings.zones_every * LATE_AFTER_TIMES)

    async def zones() -> dict[str, float | None]:
        synced = await store.batches.run(last_success, key)
        gauge.set(synced.timestamp() if synced else 0.0)
        now = clock.machine_utc()
        age = round((now - synced).total_seconds(), 1) if synced else None
        if now - (synced or started) > latest:
            since = f"was last fetched {age:.0f} seconds ago" if synced else "was never fetched"
            raise Degraded(f"The risk-area list {since}; zones_sync_failed in the log says why.", {"age_seconds": age})
        return {"age_seconds": age}

    return zones
