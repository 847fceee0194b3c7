"""Official texts by their number: every issuer counts from 1, so a number alone may name several. Pure."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from knowledge.notices.model import Notice

NUMBER = re.compile(r"(\d+)号")


def number_of(notice: Notice) -> int | None:
    """The number in a text's name; None where it has none."""
    found = NUMBER.search(notice.short) or NUMBER.search(notice.title)
    return int(found[1]) if found and notice.kind == "notice" else None


def known_at(notices: Iterable[Notice], at: datetime) -> list[Notice]:
    """The official texts that are out at an instant, the latest first."""
    out = [each for each in notices if each.kind == "notice" and (
        each.in_force.start <= at or (each.issued is not None and each.issued <= at.date())
    )]
    return sorted(out, key=lambda each: (each.day, each.in_force.start), reverse=True)


def of_issuer(notices: Iterable[Notice], narrowest: str | None, districts: Collection[str]) -> list[Notice]:
    """Those whose issuer is of the place with this name; without one, those of the city, which names no district."""
    if narrowest:
        return [notice for notice in notices if narrowest in notice.issuer + notice.short]
    return [notice for notice in notices if not any(name in notice.issuer for name in (*districts, "街道"))]
