"""The only way to a page: who may come in, with what, and what all answers carry."""
from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.web.answering import page
from console.web.asking import Ask, Console
from console.web.chinese import in_chinese, tell
from console.web.editing import Meanwhile
from console.web.forms import Pressed
from console.web.policy import page_headers
from knowledge import clock
from knowledge.accounts.by_proxy import is_trusted
from knowledge.accounts.model import AccountRefused
from knowledge.accounts.sessions import holder
from knowledge.database import transaction
from knowledge.desk.draft import StepRefused
from knowledge.releases.documents import DocumentRefused
from knowledge.settings import Settings
from knowledge.silences.model import SilenceRefused

SESSION, BEFORE = "jumin_console", "jumin_console_login"
MOST_BYTES, MOST_BYTES_OF_A_FILE, MOST_FIELDS = 2_000_000, 10_000_000, 4_000
REFUSED = (AccountRefused, DocumentRefused, SilenceRefused, StepRefused)


class Malformed(ValueError):
    """What came is no form of ours; the message is the sentence to show."""


@dataclass(frozen=True)
class Door:
    """A page at ``path``. ``roles``: any one of them lets in; none of them (empty): whoever is signed in; None:
    anybody. ``post``: it changes something, and is asked with a form alone. ``headers``: what its answers carry.
    ``file``: the form has one."""

    path: str
    answer: Callable[[Ask], Response]
    roles: frozenset[str] | None
    post: bool = False
    headers: Callable[[Settings], Mapping[str, str]] = page_headers
    file: bool = False

    @property
    def methods(self) -> list[str]:
        return ["POST"] if self.post else ["GET"]

    def opened(self, console: Console) -> Callable:
        """The endpoint of it."""
        async def endpoint(request: Request) -> Response:
            response = await self.let_in(console, request)
            response.headers.update(self.headers(console.settings))
            return response
        return endpoint

    async def let_in(self, console: Console, request: Request) -> Response:
        ask = await run_in_threadpool(asked, console, request)
        if self.roles is not None and ask.account is None:
            # No login is shown in a frame, where nobody sees whose page it is.
            return page(ask, "sign_in_elsewhere.html", 401) if is_framed(ask) else RedirectResponse("/login", 303)
        if self.roles and not ask.has(*self.roles):
            return page(ask, "refused.html", 403, why=tell("no_role"))
        try:
            if self.post:
                await read_form(ask, self.file)
            return await run_in_threadpool(self.answered, ask)
        except Malformed as error:
            return page(ask, "refused.html", 400, why=str(error))
        except Meanwhile as error:
            return page(ask, "conflict.html", 409, why=in_chinese(str(error)), error=error)
        except REFUSED as error:
            return page(ask, "refused.html", 409, why=in_chinese(str(error)))

    def answered(self, ask: Ask) -> Response:
        """Blocks."""
        if ask.account:
            ask.at = ask.console.seed(ask.at)
        return self.answer(ask)


def asked(console: Console, request: Request) -> Ask:
    """A request with who sends it. Blocks."""
    at, session = clock.machine_utc(), request.cookies.get(SESSION, "")
    account = None
    if session:
        with transaction(console.engine) as store:
            account = holder(store, session, at)
    # Before anybody has signed in, a form belongs to the browser it was shown in.
    belongs = session if account else request.cookies.get(BEFORE) or secrets.token_urlsafe(16)
    csrf = {"csrf": hashlib.sha256(f"form {belongs}".encode()).hexdigest(), "belongs": belongs}
    now = console.settings.instant()
    return Ask(console, request, at.astimezone(clock.SHANGHAI), now, session, csrf, account)


async def read_form(ask: Ask, file: bool = False) -> None:
    """The fields of a form of ours, with one file or none. Raises Malformed."""
    refuse_other_origin(ask.request)
    body = b""
    async for piece in ask.request.stream():
        body += piece
        if len(body) > (MOST_BYTES_OF_A_FILE if file else MOST_BYTES):
            raise Malformed(tell("file_too_large" if file else "form_too_large"))
    # Starlette reads a body once; from here on this is it.
    ask.request._body = body
    try:
        ask.fields = await ask.request.form(max_files=int(file), max_fields=MOST_FIELDS)
        pressed = Pressed.of(ask)
    except (MultiPartException, UnicodeDecodeError, ValueError):
        raise Malformed(tell("no_form")) from None
    if not pressed.validate():
        raise Malformed(tell("form_too_old"))


def refuse_other_origin(request: Request) -> None:
    """A browser says from which page a form comes; from another origin's nothing is taken. Raises Malformed."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    own = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin is not None and urlsplit(origin).netloc != own):
        raise Malformed(tell("form_from_elsewhere"))


def is_framed(ask: Ask) -> bool:
    """Whether a page is asked for that is to stand in another one's frame."""
    return "embed" in ask.request.query_params


def is_encrypted(ask: Ask) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy that is trusted to say so."""
    peer = ask.request.client.host if ask.request.client else ""
    said = ask.request.headers.get("x-forwarded-proto") if is_trusted(peer, ask.console.settings.proxies) else None
    return (said or ask.request.url.scheme) == "https"
