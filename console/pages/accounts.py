"""Accounts: the administrator's page, and everybody's own password."""
from __future__ import annotations

from starlette.responses import Response

from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese, tell
from knowledge.accounts import accounts
from knowledge.accounts.model import ROLES, AccountRefused
from knowledge.accounts.sessions import sign_in
from knowledge.database import transaction


def listed(ask: Ask, trouble: str = "", status: int = 200) -> Response:
    """All accounts."""
    with transaction(ask.console.engine) as session:
        found = accounts.all_accounts(session)
    return page(ask, "accounts.html", status, accounts=found, roles=ROLES, trouble=trouble)


def add(ask: Ask) -> Response:
    """A new account."""
    return done(ask, lambda session: accounts.add_account(
        session, ask.given("name"), roles_given(ask), password_given(ask, "password"), ask.at, ask.by
    ))


def set_roles(ask: Ask) -> Response:
    """Other roles; nobody takes the administrator's from himself, so that there is always one."""
    if ask.key == ask.by and "administrator" not in roles_given(ask):
        return listed(ask, tell("own_role"), 409)
    return done(ask, lambda session: accounts.set_roles(session, ask.key, roles_given(ask), ask.at, ask.by))


def set_password(ask: Ask) -> Response:
    return done(ask, lambda session: accounts.set_password(
        session, ask.key, password_given(ask, "password"), ask.at, ask.by
    ))


def disable(ask: Ask) -> Response:
    if ask.key == ask.by:
        return listed(ask, tell("own_account"), 409)
    return done(ask, lambda session: accounts.disable(session, ask.key, ask.at, ask.by))


def enable(ask: Ask) -> Response:
    return done(ask, lambda session: accounts.enable(session, ask.key, ask.at, ask.by))


def done(ask: Ask, work) -> Response:
    """The list after a step, or with why it was refused."""
    try:
        with transaction(ask.console.engine) as session:
            work(session)
    except AccountRefused as error:
        return listed(ask, in_chinese(str(error)), 422)
    return go_to("/accounts")


def roles_given(ask: Ask) -> list[str]:
    return [str(role) for role in ask.fields.getlist("roles")]


def password_given(ask: Ask, name: str) -> str:
    """As it was typed, blanks and all."""
    return str(ask.fields.get(name, ""))


def own(ask: Ask, trouble: str = "", status: int = 200) -> Response:
    """The page of one's own password."""
    return page(ask, "own_password.html", status, trouble=trouble)


def set_own(ask: Ask) -> Response:
    """Another password for who knows the old one; all sessions end, this one too."""
    try:
        sign_in(ask.console.engine, ask.by, password_given(ask, "old"), ask.at)
        with transaction(ask.console.engine) as session:
            accounts.set_password(session, ask.by, password_given(ask, "password"), ask.at, ask.by)
    except AccountRefused as error:
        return own(ask, in_chinese(str(error)), 422)
    return go_to("/login")
