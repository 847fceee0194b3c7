"""The only way to a call: JSON, from our own pages or programs, in a session of an account that may have calls."""
from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from cachetools import TTLCache
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from console.hotline.calls import Call, Calls
from console.hotline.keeping import Keeping
from console.web.asking import Ask, Console
from console.web.doors import SESSION, Malformed, asked, refuse_other_origin
from console.web.policy import HEADERS
from knowledge import clock
from knowledge.calls.pieces import PieceRefused
from knowledge.calls.store import find
from knowledge.calls.talking import Away, Refused, Talking
from knowledge.database import transaction

log = logging.getLogger(__name__)
AGENT = "agent"
MOST_BYTES = 65_536
AGAIN_AFTER_SECONDS = "2"
# So long pieces are taken of a session that has ended meanwhile.
KNOWN_SECONDS, MOST_ASKING = 5.0, 2_000


class Failure(Exception):
    """A request that is refused: status, code for programs, sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass
class Hotline:
    """What all doors share."""

    console: Console
    talking: Talking
    calls: Calls = field(default_factory=Calls)
    keeping: Keeping = field(init=False)
    _known: TTLCache[str, Ask] = field(
        default_factory=lambda: TTLCache(MOST_ASKING, KNOWN_SECONDS, clock.machine_seconds)
    )

    def __post_init__(self) -> None:
        self.keeping = Keeping(self.console.engine, self.talking.mask)

    async def who_asks(self, request: Request, often: bool) -> Ask:
        """A request with who sends it; ``often``: as was known of the session a few seconds ago."""
        session = request.cookies.get(SESSION, "")
        known = self._known.get(session) if often else None
        if known is not None:
            now = self.console.settings.instant()
            return replace(known, request=request, at=clock.machine_utc().astimezone(clock.SHANGHAI), now=now)
        ask = await run_in_threadpool(asked, self.console, request)
        if ask.account is not None:
            self._known[session] = ask
        return ask


@dataclass
class Asking:
    """One request of an agent, with the object in its body."""

    hotline: Hotline
    ask: Ask
    body: dict[str, Any]

    @property
    def request(self) -> Request:
        return self.ask.request

    async def call(self) -> Call:
        """The call in the path. Raises Failure where it is not the agent's: whose else it is is not told."""
        key = self.request.path_params["call"]
        call = self.hotline.calls.known(key) or await run_in_threadpool(self._kept, key)
        if call is None or call.agent != self.ask.by:
            raise Failure(404, "unknown_call", "You have no call of this id.")
        return call

    async def going_on(self) -> Call:
        """The call in the path, which has not ended. Raises Failure."""
        call = await self.call()
        if call.has_ended:
            raise Failure(409, "ended", "This call has ended; begin another.")
        return call

    def _kept(self, key: str) -> Call | None:
        with transaction(self.hotline.console.engine) as session:
            kept = find(session, key)
        return self.hotline.calls.go_on(kept) if kept else None

    async def write(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work`` returns, in a transaction of its own."""
        def written() -> Any:
            with transaction(self.hotline.console.engine) as session:
                return work(session, *arguments)
        return await run_in_threadpool(written)


@dataclass(frozen=True)
class JsonDoor:
    """``method`` at ``path`` for agents. ``often``: it is asked twice a second in each call and tells nothing, so that
    who asks is not looked up each time."""

    method: str
    path: str
    answer: Callable[[Asking], Awaitable[Response]]
    often: bool = False

    def opened(self, hotline: Hotline) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of it."""
        async def endpoint(request: Request) -> Response:
            response = await self.let_in(hotline, request)
            response.headers.update(HEADERS)
            return response
        return endpoint

    async def let_in(self, hotline: Hotline, request: Request) -> Response:
        try:
            ask = await hotline.who_asks(request, self.often)
            refuse_strangers(ask)
            return await self.answer(Asking(hotline, ask, await read_body(request) if self.method == "POST" else {}))
        except Failure as error:
            return failed(error.status, error.code, error.message)
        except (PieceRefused, Refused) as error:
            return failed(400, "malformed", str(error))
        except Malformed:
            return failed(403, "other_origin", "This comes from a page of another origin; nothing was taken.")
        except Away:
            return failed(503, "away", "Suggestions cannot be made now; what was sent is kept. Ask again.")
        except SQLAlchemyError as error:
            log.error("the store refused: %s", type(error).__name__)
            return failed(503, "not_stored", "This cannot be stored now; send it again.")


def refuse_strangers(ask: Ask) -> None:
    if ask.account is None:
        raise Failure(401, "not_signed_in", "Sign in at /login first.")
    if not ask.has(AGENT):
        raise Failure(403, "not_an_agent", "Calls are for accounts with the role agent.")


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON object in a body. A form of another site can send no such type. Raises Failure, Malformed."""
    refuse_other_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Failure(415, "not_json", "Send JSON, with Content-Type: application/json.")
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise Failure(413, "too_long", f"The request is longer than {MOST_BYTES} bytes.")
    except ClientDisconnect:
        raise Failure(400, "malformed", "The request ended early.") from None
    return as_object(body)


def as_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8") or "{}", parse_constant=refuse_constant)
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise Failure(400, "malformed", "The request is not JSON.") from None
    if not isinstance(value, dict):
        raise Failure(400, "malformed", "The request must be a JSON object.")
    if has_odd_characters(value):
        raise Failure(400, "malformed", "A field holds a NUL or half a character; send whole UTF-8 text.")
    return value


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def has_odd_characters(value: Any) -> bool:
    """NUL and lone surrogates stand in no text, and stores choke on them."""
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, dict):
        return any(has_odd_characters(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(has_odd_characters, value))


def failed(status: int, code: str, message: str) -> Response:
    headers = {"Retry-After": AGAIN_AFTER_SECONDS} if status == 503 else {}
    return JSONResponse({"error": code, "message": message}, status, headers)
