"""Signing in, and the sessions that follow from it. All instants are machine time."""
from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import change, find_account
from knowledge.accounts.model import Account, AccountRefused, is_name, tried
from knowledge.accounts.passwords import is_right
from knowledge.accounts.tables import AccountRow, AccountSessionRow
from knowledge.audit.log import AUDIT, record, take
from knowledge.database import transaction

LASTS, IDLE = timedelta(hours=12), timedelta(hours=1)
# How exactly it is known when a session was seen last: no row is written for each request.
SEEN_EVERY = timedelta(minutes=1)
# Nobody is told which of the two it was.
WRONG = "The name or the password is wrong."


def sign_in(engine: Engine, name: str, password: str, at: datetime) -> str:
    """What the holder of a new session shows. Raises AccountRefused. A try counts as wrong before the password is
    looked at, so that many at once are no more than five either."""
    with transaction(engine) as session:
        account, kept = take_a_try(session, name, at)
    right = is_right(kept, password)
    with transaction(engine) as session:
        if right:
            return let_in(session, account.name, at)
        if account and account.is_locked(at):
            record(session, at, account.name, "account locked", account.name)
    raise AccountRefused(WRONG)


def take_a_try(session: Session, name: str, at: datetime) -> tuple[Account | None, str | None]:
    """The account with one more try used up, and how its password is kept; twice None where there is none."""
    take(session, AUDIT)
    account = find_account(session, name) if is_name(name) else None
    if account is None:
        return None, None
    account = tried(account, at)
    change(session, name, failures=account.failures, locked_until=account.locked_until)
    return account, session.execute(select(AccountRow.password).where(AccountRow.name == name)).scalar_one()


def let_in(session: Session, name: str, at: datetime) -> str:
    """A session for who showed the right password."""
    take(session, AUDIT)
    if find_account(session, name).is_disabled:
        raise AccountRefused(f"The account {name} is disabled.")
    change(session, name, failures=0, locked_until=None)
    record(session, at, name, "signed in", name)
    return begin(session, name, at)


def begin(session: Session, name: str, at: datetime) -> str:
    """A new session of an account that was let in; the sessions that are over go."""
    over = or_(AccountSessionRow.ends_at <= at, AccountSessionRow.seen_at <= at - IDLE)
    session.execute(delete(AccountSessionRow).where(over).execution_options(synchronize_session=False))
    token = secrets.token_urlsafe(32)
    row = {"key": key_of(token), "account": name, "seen_at": at, "ends_at": at + LASTS}
    session.execute(insert(AccountSessionRow.__table__), [row])
    return token


def holder(session: Session, token: str, at: datetime) -> Account | None:
    """Whose session it is, with the roles that the account has now; None where it is over, was ended, never was, or the
    account is disabled."""
    found = session.execute(
        select(AccountSessionRow.account, AccountSessionRow.seen_at)
        .where(AccountSessionRow.key == key_of(token), AccountSessionRow.ends_at > at,
               AccountSessionRow.seen_at > at - IDLE)
    ).one_or_none()
    account = find_account(session, found.account) if found else None
    if account is None or account.is_disabled:
        return None
    if at - found.seen_at >= SEEN_EVERY:
        session.execute(
            update(AccountSessionRow).where(AccountSessionRow.key == key_of(token)).values(seen_at=at)
            .execution_options(synchronize_session=False)
        )
    return account


def sign_out(session: Session, token: str) -> None:
    """The session is over; one that is already is none."""
    session.execute(
        delete(AccountSessionRow).where(AccountSessionRow.key == key_of(token))
        .execution_options(synchronize_session=False)
    )


def key_of(token: str) -> str:
    """A store that is read by a stranger opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
