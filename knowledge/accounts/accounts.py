"""Accounts in the store. Whoever changes one is named in the audit."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.accounts.model import Account, AccountRefused, known_name, known_roles
from knowledge.accounts.passwords import hashed
from knowledge.accounts.tables import AccountRow, AccountSessionRow
from knowledge.audit.log import record

FIELDS = ("name", "roles", "failures", "locked_until", "disabled_at")


def add_account(session: Session, name: str, roles: list[str], password: str, at: datetime, by: str) -> Account:
    """A new account. Raises AccountRefused."""
    name, granted = known_name(name), known_roles(roles)
    values = {
        "name": name, "folded": name.casefold(), "roles": ",".join(sorted(granted)), "failures": 0,
        "password": hashed(name, password),
    }
    try:
        with session.begin_nested():
            session.execute(insert(AccountRow.__table__), [values])
    except IntegrityError:
        raise AccountRefused(f"There is an account {name} already, whatever the size of its letters.") from None
    record(session, at, by, "account added", name, values["roles"])
    return Account(name, granted)


def account_of(session: Session, name: str) -> Account:
    """The account of this name. Raises AccountRefused where there is none."""
    found = find_account(session, name)
    if found is None:
        raise AccountRefused(f"There is no account {name!r}; `jumin user list` names them, `jumin user add` makes one.")
    return found


def find_account(session: Session, name: str) -> Account | None:
    row = session.execute(columns().where(AccountRow.name == name)).one_or_none()
    return as_account(row) if row else None


def acting(session: Session, name: str) -> Account:
    """Who acts, by a name as it is typed; each step asks for the role that it needs. Raises AccountRefused where there
    is no such account."""
    return account_of(session, known_name(name))


def all_accounts(session: Session) -> list[Account]:
    """Every account, by name."""
    return [as_account(row) for row in session.execute(columns().order_by(AccountRow.name))]


def set_password(session: Session, name: str, password: str, at: datetime, by: str) -> None:
    """A new password; a lock is over, and so is every session. Raises AccountRefused."""
    kept = hashed(account_of(session, name).name, password)
    change(session, name, password=kept, failures=0, locked_until=None)
    end_sessions(session, name)
    record(session, at, by, "password set", name)


def set_roles(session: Session, name: str, roles: list[str], at: datetime, by: str) -> None:
    """Other roles, from the next thing on that is asked. Raises AccountRefused."""
    account_of(session, name)
    granted = ",".join(sorted(known_roles(roles)))
    change(session, name, roles=granted)
    record(session, at, by, "roles set", name, granted)


def disable(session: Session, name: str, at: datetime, by: str) -> None:
    """Nothing is possible with the account from now on; its sessions end here. Raises AccountRefused."""
    if account_of(session, name).is_disabled:
        raise AccountRefused(f"The account {name} is disabled already.")
    change(session, name, disabled_at=at)
    end_sessions(session, name)
    record(session, at, by, "account disabled", name)


def enable(session: Session, name: str, at: datetime, by: str) -> None:
    """The account is as good as before it was disabled. Raises AccountRefused."""
    if not account_of(session, name).is_disabled:
        raise AccountRefused(f"The account {name} is not disabled.")
    change(session, name, disabled_at=None)
    record(session, at, by, "account enabled", name)


def change(session: Session, name: str, **values) -> None:
    session.execute(
        update(AccountRow).where(AccountRow.name == name).values(**values)
        .execution_options(synchronize_session=False)
    )


def end_sessions(session: Session, name: str) -> None:
    session.execute(
        delete(AccountSessionRow).where(AccountSessionRow.account == name)
        .execution_options(synchronize_session=False)
    )


def columns():
    return select(*(getattr(AccountRow, field) for field in FIELDS))


def as_account(row) -> Account:
    return Account(**{**row._mapping, "roles": frozenset(row.roles.split(","))})
