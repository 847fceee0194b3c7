"""Signing in and out."""
from __future__ import annotations

import secrets

from starlette.responses import Response

from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese
from console.web.doors import BEFORE, SESSION, is_encrypted
from knowledge.accounts.accounts import acting, all_accounts
from knowledge.accounts.by_proxy import named_by_proxy
from knowledge.accounts.model import AccountRefused
from knowledge.accounts.sessions import LASTS, let_in, sign_in, sign_out
from knowledge.database import transaction


def show(ask: Ask) -> Response:
    """The page to sign in on; whom a trusted proxy names is let in without a password."""
    if ask.account:
        return go_to("/")
    if name := by_proxy(ask):
        with transaction(ask.console.engine) as session:
            return with_session(ask, let_in(session, acting(session, name).name, ask.at))
    return form(ask)


def enter(ask: Ask) -> Response:
    """A name and a password."""
    try:
        token = sign_in(ask.console.engine, ask.given("name"), str(ask.fields.get("password", "")), ask.at)
    except AccountRefused as error:
        return form(ask, in_chinese(str(error)), 403)
    return with_session(ask, token)


def leave(ask: Ask) -> Response:
    """The session is over, here and in the store."""
    with transaction(ask.console.engine) as session:
        sign_out(session, ask.session)
    response = go_to("/login")
    response.delete_cookie(SESSION, path="/", httponly=True, samesite="strict", secure=is_encrypted(ask))
    return response


def by_proxy(ask: Ask) -> str | None:
    """The name in the header of the sign-on, where a trusted proxy sends it. Raises AccountRefused."""
    settings, peer = ask.console.settings, ask.request.client.host if ask.request.client else ""
    if not settings.login_header:
        return None
    return named_by_proxy(peer, ask.request.headers.getlist(settings.login_header), settings.proxies)


def form(ask: Ask, trouble: str = "", status: int = 200) -> Response:
    with transaction(ask.console.engine) as session:
        is_first = not all_accounts(session)
    response = page(ask, "login.html", status, trouble=trouble, name=ask.given("name"), is_first=is_first)
    keep(ask, response, BEFORE, ask.csrf["belongs"])
    return response


def with_session(ask: Ask, token: str) -> Response:
    response = go_to("/")
    keep(ask, response, SESSION, token)
    # What was shown before somebody signed in is good for nothing any more.
    keep(ask, response, BEFORE, secrets.token_urlsafe(16))
    return response


def keep(ask: Ask, response: Response, name: str, value: str) -> None:
    """A cookie that no script and no other site's page has."""
    response.set_cookie(
        name, value, max_age=int(LASTS.total_seconds()), path="/", httponly=True, samesite="strict",
        secure=is_encrypted(ask),
    )
