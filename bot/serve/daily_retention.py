"""Deletes what is older than JUMIN_RETENTION_DAYS, and calls than JUMIN_HOTLINE_DAYS, soon after the start and then
every day, while the server serves."""
from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.registry import personal_tables
from bot.monitoring.metrics import Metrics
from bot.retention.personal_data import retain, retain_calls
from knowledge import clock

log = logging.getLogger(__name__)
# After the start the process has better things to do.
FIRST_AFTER_SECONDS = 60.0
EVERY_SECONDS = 24 * 3600.0


async def retain_daily(
    engine: Engine, days: float, days_of_calls: float, metrics: Metrics, first: float = FIRST_AFTER_SECONDS
) -> None:
    """Go on until cancelled; a failure is logged and tried again the next day, or with ``jumin privacy retain``."""
    await asyncio.sleep(first)
    while True:
        await retain_once(engine, days, days_of_calls, metrics)
        await asyncio.sleep(EVERY_SECONDS)


async def retain_once(engine: Engine, days: float, days_of_calls: float, metrics: Metrics) -> None:
    """Delete now; several processes may do so at once."""
    now = clock.machine_utc()
    try:
        counts = await asyncio.to_thread(retain, engine, now - timedelta(days=days), personal_tables())
        old = now - timedelta(days=days_of_calls)
        counts |= await asyncio.to_thread(retain_calls, engine, old, personal_tables())
    except SQLAlchemyError:
        log.exception("retention_failed")
        return
    metrics.retained_rows.inc(sum(counts.values()))
    metrics.retained_at.set(now.timestamp())
