"""Posting what waits, in a thread beside the pages of the desk. What is killed in the middle of it goes on with the
next start: a text may arrive twice, with the same X-Jumin-Delivery, and is never lost."""
from __future__ import annotations

import asyncio
import logging
import threading
from datetime import datetime

import aiohttp
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge import clock
from knowledge.settings import Settings
from knowledge.tickets import outbox
from knowledge.tickets.model import Ticket
from knowledge.tickets.signing import signed

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS = 1.0
TIMEOUT = aiohttp.ClientTimeout(total=10)
# Of the refusals these are for the moment; any other says that the text will never be taken.
FOR_THE_MOMENT = (408, 425, 429)


def keep_posting(engine: Engine, settings: Settings) -> None:
    """Begin, where there is a ticket system; it ends with the process."""
    if settings.tickets_url:
        threading.Thread(target=go_on, args=(engine, settings), name="tickets", daemon=True).start()


def go_on(engine: Engine, settings: Settings) -> None:
    """Post whatever is due, for ever. A store that is away, or has no tables yet, is looked at again."""
    while True:
        try:
            while outbox.is_there(engine) and post_next(engine, settings, clock.machine_utc()):
                """There may be more."""
        except SQLAlchemyError as error:
            log.warning("tickets could not be looked at: %s", type(error).__name__)
        threading.Event().wait(LOOKS_EVERY_SECONDS)


def post_next(engine: Engine, settings: Settings, at: datetime) -> bool:
    """Post the text that is due longest at an instant of machine time; False when none was. Blocks."""
    ticket = outbox.claim(engine, at)
    if ticket is None:
        return False
    trouble, may_go_better = asyncio.run(post(ticket, settings, at))
    outbox.settle(engine, ticket, ticket.failed(trouble, at, may_go_better) if trouble else ticket.arrived())
    if trouble:
        log.warning("ticket %s was not posted (try %d): %s", ticket.key, ticket.tries, trouble)
    return True


async def post(ticket: Ticket, settings: Settings, at: datetime) -> tuple[str, bool]:
    """One try: why it failed (empty when it did not), and whether it may go better later. The errors' own words are not
    told: they may quote the address."""
    body = ticket.body.encode()
    headers = signed(body, settings.tickets_key, ticket.key, at)
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT, trust_env=True) as http, http.post(
            settings.tickets_url, data=body, headers=headers, allow_redirects=False
        ) as reply:
            return judged(reply.status)
    except asyncio.TimeoutError:
        return "no answer in time", True
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return f"not reached ({type(error).__name__})", True


def judged(status: int) -> tuple[str, bool]:
    """What a status says of a try."""
    if 200 <= status < 300:
        return "", False
    return f"answered with status {status}", not 400 <= status < 500 or status in FOR_THE_MOMENT
