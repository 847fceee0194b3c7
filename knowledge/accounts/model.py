"""Accounts, what their roles are for, and when one is locked. Pure."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# agent: the hotline desk; supervisor: its lead; editor: writes; approver: agrees, publishes, rolls back, silences;
# administrator: accounts. None includes another.
EDITOR, APPROVER, SUPERVISOR = "editor", "approver", "supervisor"
ROLES = ("agent", SUPERVISOR, EDITOR, APPROVER, "administrator")
LONGEST_NAME = 60
NAME = re.compile(r"\w(?:[\w .\-]*\w)?")
MOST_FAILURES, LOCKED_FOR = 5, timedelta(minutes=15)


class AccountRefused(ValueError):
    """What was asked of an account cannot be; the message is one sentence."""


@dataclass(frozen=True)
class Account:
    """``failures`` in a row since the last right password; ``locked_until``: nobody gets in before, not even with the
    right one. Instants are machine time."""

    name: str
    roles: frozenset[str]
    failures: int = 0
    locked_until: datetime | None = None
    disabled_at: datetime | None = None

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    def is_locked(self, at: datetime) -> bool:
        return self.locked_until is not None and at < self.locked_until

    def having(self, *roles: str) -> Account:
        """The account itself, if it may act in one of these roles. Raises AccountRefused."""
        if self.is_disabled:
            raise AccountRefused(f"The account {self.name} is disabled.")
        if not self.roles & {*roles}:
            own, needed = ", ".join(sorted(self.roles)), " or ".join(roles)
            raise AccountRefused(f"{self.name} has the roles {own}; this needs {needed}.")
        return self


def tried(account: Account, at: datetime) -> Account:
    """The account when one more password is about to be looked at: it counts as wrong until it is found right. Raises
    AccountRefused while it is locked or disabled."""
    if account.is_disabled:
        raise AccountRefused(f"The account {account.name} is disabled.")
    if account.is_locked(at):
        raise AccountRefused(
            f"The account {account.name} is locked after {MOST_FAILURES} wrong passwords until "
            f"{account.locked_until.isoformat(timespec='seconds')}."
        )
    # A lock that has passed leaves nothing behind.
    failures = (0 if account.locked_until else account.failures) + 1
    return replace(account, failures=failures, locked_until=at + LOCKED_FOR if failures >= MOST_FAILURES else None)


def known_name(name: str) -> str:
    """A name in the one spelling in which accounts are kept. Raises AccountRefused."""
    name = unicodedata.normalize("NFC", name.strip())
    if not is_name(name):
        raise AccountRefused(
            f"{name[:LONGEST_NAME]!r} is no name of an account: letters, digits, blanks, . - _ within, and up to "
            f"{LONGEST_NAME} of them."
        )
    return name


def is_name(name: str) -> bool:
    """Whether an account may be called so."""
    return 0 < len(name) <= LONGEST_NAME and NAME.fullmatch(name) is not None


def known_roles(roles: Iterable[str]) -> frozenset[str]:
    """Roles that there are, at least one. Raises AccountRefused."""
    found = frozenset(roles)
    unknown = sorted(found - set(ROLES))
    if unknown or not found:
        said = f"There is no role {unknown[0]!r}" if unknown else "No role was given"
        raise AccountRefused(f"{said}; there are {', '.join(ROLES)}.")
    return found
