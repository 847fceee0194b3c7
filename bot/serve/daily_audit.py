"""Tells the head of the chain of who did what in the log, soon after the start and then every day: a chain that is made
anew in the store does not hold what the log of another machine has kept."""
from __future__ import annotations

import asyncio
import logging

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.audit.log import audited

log = logging.getLogger(__name__)
FIRST_AFTER_SECONDS = 90.0
EVERY_SECONDS = 24 * 3600.0


async def tell_daily(engine: Engine, first: float = FIRST_AFTER_SECONDS) -> None:
    """Go on until cancelled."""
    await asyncio.sleep(first)
    while True:
        await asyncio.to_thread(tell_once, engine)
        await asyncio.sleep(EVERY_SECONDS)


def tell_once(engine: Engine) -> None:
    """The head, and loudly what is wrong with the chain; nothing where nobody ever did anything."""
    try:
        head, fault = audited(engine)
    except SQLAlchemyError as error:
        log.warning("the audit could not be read: %s", type(error).__name__)
        return
    if fault:
        log.error("the audit is not as it was written: %s", fault)
    if head:
        log.info("audit head: link %d, %s", head.seq, head.mark)
