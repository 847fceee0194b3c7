"""What a call's page shows, as a stream of server-sent events: each is the whole state, so that whoever was cut off
misses nothing."""
from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from console.hotline.calls import Call
from console.hotline.doors import AGENT, Asking
from console.web.doors import SESSION
from knowledge import clock
from knowledge.accounts.sessions import holder
from knowledge.calls.pieces import Piece
from knowledge.calls.talking import Away
from knowledge.database import transaction

# A comment as often: it keeps proxies from cutting the stream, and finds out who has gone.
COMMENT_SECONDS = 2.0
# What is shown is looked up anew as often although nothing was said: something may be published, loaded or over.
LOOKS_EVERY_SECONDS = 1.0
# Whose session is over, or whose account is disabled, sees no more.
ASKS_WHO_SECONDS = 10.0
BUFFERLESS = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}


def stream(asking: Asking, call: Call) -> StreamingResponse:
    """From the state after ``Last-Event-ID`` on, or from that of now."""
    seen = asking.request.headers.get("last-event-id", "")
    return StreamingResponse(events(asking, call, seen), headers=BUFFERLESS, media_type="text/event-stream")


async def events(asking: Asking, call: Call, seen: str) -> AsyncIterator[str]:
    """Ends with the call, and with the session. Who asks with ``said`` gets the words, too, as events of their own."""
    commented = asked_who = clock.machine_seconds()
    words = {} if "said" in asking.request.query_params else None
    while True:
        changed, now = call.changed, clock.machine_seconds()
        for piece in unheard(call, words):
            yield f"event: piece\ndata: {json.dumps(vars(piece), ensure_ascii=False)}\n\n"
        # What cannot be looked up now stays as it was shown.
        with suppress(Away):
            await call.bring_up(asking.hotline.talking, LOOKS_EVERY_SECONDS)
        if call.mark != seen:
            seen = call.mark
            yield event(seen, call.state)
        elif now - commented >= COMMENT_SECONDS:
            commented = now
            # A page hears no comment.
            yield ":\n\n" if words is None else "event: here\ndata: 1\n\n"
        if call.has_ended:
            return
        if now - asked_who >= ASKS_WHO_SECONDS:
            asked_who = now
            if not await run_in_threadpool(may_go_on, asking):
                return
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(changed.wait(), LOOKS_EVERY_SECONDS)


def unheard(call: Call, words: dict[str, Piece] | None) -> list[Piece]:
    """The pieces that were not told yet, which are told by this; none where ``words`` is None."""
    if words is None:
        return []
    new = [piece for piece in call.heard.values() if words.get(piece.segment) is not piece]
    words.update({piece.segment: piece for piece in new})
    return new


def event(mark: str, state: dict) -> str:
    return f"id: {mark}\ndata: {json.dumps(state, ensure_ascii=False)}\n\n"


def may_go_on(asking: Asking) -> bool:
    with transaction(asking.hotline.console.engine) as session:
        account = holder(session, asking.request.cookies.get(SESSION, ""), clock.machine_utc())
    return account is not None and AGENT in account.roles
