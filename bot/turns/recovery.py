"""Takes up turns that were received and have no reply: at the start all, later those whose process is gone."""
from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.turns.turns import Turns

log = logging.getLogger(__name__)
EVERY_SECONDS = 1.0
# A turn that is younger is still in the hands of the process that received it.
OLDER_THAN_SECONDS = 5.0


async def sweep(turns: Turns) -> None:
    """Never returns. A store that is away is asked again."""
    older_than = 0.0
    while True:
        try:
            count = await turns.resume(older_than)
            if count:
                log.warning("taking up %s turns that were not finished", count)
            older_than = OLDER_THAN_SECONDS
        except SQLAlchemyError as error:
            log.error("the store cannot be asked for unfinished turns: %s", type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
