"""What the caller was told before, by the six digits that the caller reads out: once, and each look is recorded."""
from __future__ import annotations

import re

from cachetools import TTLCache
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from console.hotline.doors import Asking, Failure
from knowledge import clock
from knowledge.audit.log import record
from knowledge.calls import store
from knowledge.talk_codes.codes import DIGITS, take

CODE = re.compile(rf"[0-9]{{{DIGITS}}}")
# Somebody who mishears tries again; whoever goes through numbers gets nowhere.
MOST_WRONG, FOR_SECONDS = 5, 600.0
_wrong: TTLCache[str, int] = TTLCache(1_000, FOR_SECONDS, clock.machine_seconds)


async def show(asking: Asking) -> Response:
    """200 with the turns of the talk, each with what would be said now; the code is used up."""
    call, code = await asking.going_on(), asking.body.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise Failure(400, "malformed", f"code must be a text of {DIGITS} digits.")
    if _wrong.get(asking.ask.by, 0) >= MOST_WRONG:
        raise Failure(429, "too_many", "Too many wrong codes; wait ten minutes.")
    conversation = await asking.write(taken, asking, call.id, code)
    if conversation is None:
        _wrong[asking.ask.by] = _wrong.get(asking.ask.by, 0) + 1
        raise Failure(404, "unknown_code", "This code is not out: it was used, is older than ten minutes, or misheard.")
    return JSONResponse({"turns": await asking.hotline.talking.talk(conversation)})


def taken(session: Session, asking: Asking, call: str, code: str) -> str | None:
    """The conversation of a code; that it was looked at stands in the audit, with the call and not the talk."""
    conversation = take(session, code, asking.hotline.console.settings.secret, clock.machine_utc())
    found = "talk seen" if conversation else "wrong code"
    record(session, asking.ask.at, asking.ask.by, found, f"call {call}")
    if conversation:
        store.keep_caller(session, call, conversation)
    return conversation
