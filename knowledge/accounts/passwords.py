"""Passwords: what is taken as one, and how one is kept (argon2id, with the library's parameters)."""
from __future__ import annotations

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from knowledge.accounts.model import AccountRefused

SHORTEST, LONGEST = 8, 200
HASHER = PasswordHasher()


def hashed(name: str, password: str) -> str:
    """How a new password is kept. Raises AccountRefused where it is too easily guessed."""
    password = folded(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountRefused(f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}.")
    if password.casefold() == name.casefold() or len(set(password)) < 3:
        raise AccountRefused("The password is the name, or one or two characters over and over; take another.")
    return HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password that is kept; where there is no such account (None) it takes as long to say no."""
    try:
        return HASHER.verify(kept or of_nobody(), folded(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def of_nobody() -> str:
    return HASHER.hash("nobody has this password")


def folded(password: str) -> str:
    """However a keyboard puts it together."""
    return unicodedata.normalize("NFKC", password)
