"""A whole text: its head, its clauses, and what each sentence proposes. Pure."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.intake.carried import asked_of
from knowledge.intake.designating import Designations
from knowledge.intake.head import head_of, issued_on
from knowledge.intake.headings import Headings
from knowledge.intake.model import (
    BODY,
    HEADING,
    ROW,
    USED,
    Head,
    Proposal,
    Read,
    Sentence,
)
from knowledge.intake.names import Names
from knowledge.intake.outline import sentences
from knowledge.intake.reader import Reader
from knowledge.intake.rows import FULL_WIDTH, asking_more
from knowledge.intake.ruling import Rulings
from knowledge.intake.scopes import home_of, own_places
from knowledge.intake.superseded import in_order
from knowledge.intake.times import spans
from knowledge.notices.model import Notice
from knowledge.text.folding import fold

# Who orders it, and no place where people work.
OFFICE = re.compile("(?:指挥部|领导小组|委员会|政府)办公室")


def read_notice(raw: str, names: Names, notices: Mapping[str, Notice], today: date) -> Read:
    """All that a text says of itself and proposes. ``today``: from which days without a year are read, where the text
    names no day of issue."""
    text = folded(raw)
    found = sentences(text)
    issued = issued_on(text, found, today) or first_day(text, found, today)
    times = {one: spans(text, issued, one.start, one.end) for one in found if one.role in (BODY, HEADING)}
    rules = {one for one in times if names.venues(OFFICE.sub(blank, text), one.start, one.end)}
    head = head_of(text, found, [span for own in times.values() for span in own], today, rules)
    home = home_of(fold(f"{head.title} {head.issuer}"), names)
    reader = Reader(
        text, names, notices, head, Headings(text, names, home),
        Rulings(text, names, head, home, own_places(home, fold(head.issuer), names)),
        Designations(raw, text, names, head))
    proposals: list[Proposal] = []
    states = []
    for one in found:
        rows = asked_of(text, one, [each for each in proposals if each.kind == ROW], found)
        more = reader.rulings.asked_of_all(one) if rows else []
        own = list(reader.proposals(one, times[one])) if one in times and not more else []
        proposals = [*(asking_more(each, more) if each in rows else each for each in proposals), *own]
        states.append(USED if more else reader.state(one, own, times.get(one, ())))
    proposals = in_order(proposals, text, found, names)
    return Read(
        as_written(head), found, clauses_of(raw, found), tuple(proposals), tuple(states),
        tuple(span for own in times.values() for span in own),
    )


def blank(match: re.Match[str]) -> str:
    """So many blanks as there are letters."""
    return " " * len(match[0])


def first_day(text: str, found: tuple[Sentence, ...], today: date) -> date:
    """The first day that a text without a day of issue names, for those without a month behind it; not 明天, which is
    told from that day."""
    named = (span.start or span.end for one in found for span in spans(text, today, one.start, one.end)
             if text[span.place].isdecimal())
    return next((at.date() for at in named if at), today)


def folded(raw: str) -> str:
    """Letter by letter; but a number in a circle begins a clause, and folded it were a mere number."""
    return "".join(letter if "①" <= letter <= "⑳" else one for letter, one in zip(raw, fold(raw), strict=True))


def as_written(head: Head) -> Head:
    """The head with the marks that texts have."""
    return replace(head, title=head.title.translate(FULL_WIDTH), issuer=head.issuer.translate(FULL_WIDTH))


def clauses_of(text: str, found: tuple[Sentence, ...]) -> dict[str, str]:
    """What each clause says, its sentences together."""
    clauses: dict[str, str] = {}
    for one in found:
        if one.clause:
            clauses[one.clause] = clauses.get(one.clause, "") + text[one.start:one.end].strip()
    return clauses
