"""The chain: each link's hash covers the link before it, so that none can be changed, left out or put in. Pure."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

# What the first link stands on.
BEGINNING = "0" * 64
IN_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True)
class Link:
    """At an instant (machine time) ``by`` did ``what`` to ``about`` (a draft, a release, an account); ``detail`` is
    what else is to be known of it. Numbered from 1 without a gap."""

    seq: int
    at: datetime
    by: str
    what: str
    about: str
    detail: str
    before: str
    hash: str

    @property
    def mark(self) -> str:
        """The hash as people and logs are told it: in letters alone, since logs mask long numbers."""
        return self.hash.translate(IN_LETTERS)


def link(seq: int, at: datetime, by: str, what: str, about: str, detail: str, before: str) -> Link:
    """The link behind the one with the hash ``before``."""
    said = [seq, at.astimezone(timezone.utc).isoformat(timespec="microseconds"), by, what, about, detail, before]
    return Link(seq, at, by, what, about, detail, before, hashlib.sha256(json.dumps(said).encode()).hexdigest())


def fault_of(links: Iterable[Link], marks: Iterable[str] = ()) -> str:
    """What is wrong with a chain, oldest link first; empty when it is whole and holds the links with these ``marks``,
    which a log told."""
    before, missing = BEGINNING, set(marks)
    for number, one in enumerate(links, 1):
        if one.seq != number:
            return f"Link {number} is missing."
        if one.before != before or one != link(one.seq, one.at, one.by, one.what, one.about, one.detail, before):
            return f"Link {number} was changed."
        before = one.hash
        missing.discard(one.mark)
    return f"The chain does not hold {', '.join(sorted(missing))}: it was made anew or cut off." if missing else ""
