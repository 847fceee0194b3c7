"""What is read out of a notice's text. Places in the text are letters from its beginning."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

# What a sentence is: about the text itself, the name of a clause, what it says, who signs.
HEAD, HEADING, BODY, TAIL = "head", "heading", "body", "tail"
# How a sentence ends: something was taken from it, nothing is to be, nobody knows yet.
USED, IGNORED, UNCLEAR = "used", "ignored", "unclear"
ROW, ZONE, WINDOW, PHONE, SITE, CHANGE = "row", "zone", "window", "phone", "site", "change"
KINDS = (CHANGE, ROW, ZONE, WINDOW, SITE, PHONE)


@dataclass(frozen=True)
class Sentence:
    """``clause``: the number that it stands under (二(一)), empty in head and tail."""

    start: int
    end: int
    role: str
    clause: str = ""


@dataclass(frozen=True)
class Span:
    """From when to when; the end is the first instant that does not belong to it. ``since``: the text says so."""

    place: int
    stop: int
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Proposal:
    """Something that may be taken from text[start:end], in the words of ``kind``:

    row: zones, places, venues (keys), verdict, conditions, capacity, proof, from, to, unknown (words of no kind); as
    the editor has it also amends (NOTICE#CLAUSE) and closes (TOPIC@NOTICE#CLAUSE)
    zone: text, kind (empty: a lifting alone), lifted, from, to · window: from, to · phone: phone, of
    site: name, address, hours, phone · change: how (ends, amends), said, notice, of_clause
    ``sure``: it may be taken without being looked at.
    """

    kind: str
    start: int
    end: int
    clause: str
    says: dict = field(default_factory=dict)
    sure: bool = True


@dataclass(frozen=True)
class Head:
    """What the text says of itself; empty or None where it does not. ``says_since``: whether it says from when it is in
    force; else ``start`` is when the first of it is."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    says_since: bool = False


@dataclass(frozen=True)
class Read:
    """All of it. ``clauses``: their text by number; ``states``: how each sentence ends before anybody looked."""

    head: Head
    sentences: tuple[Sentence, ...]
    clauses: dict[str, str]
    proposals: tuple[Proposal, ...]
    states: tuple[str, ...]
    dates: tuple[Span, ...] = ()
