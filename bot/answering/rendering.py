"""From what was uttered in a turn to what a channel sends: messages and one receipt. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from knowledge.answers import Origin, fill, say_day
from knowledge.notices import Notice
from knowledge.releases import Release


@dataclass(frozen=True)
class Receipt:
    """What a turn was answered from. ``as_of`` is the instant the answer speaks of; ``notices`` are official texts;
    ``publication`` is the number by which ``release`` is current, None where it is by none."""

    topic: str
    verdict: str | None
    notices: tuple[str, ...]
    as_of: str
    release: str
    model: str
    publication: int | None = None


@dataclass(frozen=True)
class Reply:
    """All that is said in return to one message. ``refusals`` are the kinds of items it leaves for the content team,
    each once; residents and channels do not see them. ``notes`` are the names of what is said once a conversation and
    was said now. ``origins`` are what its words came from, ``topics`` all whose words are in it, and ``is_danger``
    whether it says what to do first in a danger."""

    messages: tuple[dict[str, Any], ...]
    receipt: Receipt
    refusals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    topics: tuple[str, ...] = ()
    is_danger: bool = False

    def as_json(self, **more: Any) -> dict[str, Any]:
        """As channels have it; ``more`` stands in the receipt, too."""
        receipt = {**more, **vars(self.receipt), "notices": list(self.receipt.notices)}
        return {"messages": list(self.messages), "receipt": receipt}


@dataclass
class Uttered:
    """One message as it left the NLG, read from Rasa's dictionary. ``notes`` are what need not be said twice in a
    conversation, by name; ``origins`` are those of its words and what an action ``found`` to fill them in."""

    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    topic: str | None = None
    verdict: str | None = None
    at: str | None = None
    rests_on: list[tuple[str, str]] = field(default_factory=list)
    lead: bool = False
    refusal: str | None = None
    notes: dict[str, str] = field(default_factory=dict)
    asks: str | None = None
    origins: list[Origin] = field(default_factory=list)
    danger: bool = False

    @classmethod
    def read(cls, message: dict[str, Any]) -> Uttered:
        buttons = [{"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or ()]
        return cls(
            message.get("text") or "", buttons, message.get("card"), message.get("topic"), message.get("verdict"),
            message.get("at"), [tuple(pair) for pair in message.get("rests_on") or ()], bool(message.get("lead")),
            message.get("refusal"), message.get("notes") or {}, message.get("asks"),
            [Origin(*origin) for key in ("origins", "found") for origin in message.get(key) or ()],
            bool(message.get("danger")),
        )


def render(
    uttered: list[Uttered], release: Release, now: datetime, topic: str, model: str, noted: Iterable[str] = (),
    publication: int | None = None,
) -> Reply:
    """The reply; ``topic`` is the intent, used when no message names a topic itself. ``noted``: the notes that this
    conversation has been told."""
    origins = origins_of(uttered)
    is_danger = any(message.danger for message in uttered)
    uttered = joined(uttered)
    cited = list(dict.fromkeys(source for message in uttered for source in message.rests_on))
    sources = dict.fromkeys(notice for notice, _ in cited)
    notes = new_notes(uttered, tuple(sources), release, now, noted)
    last = max((i for i, m in enumerate(uttered) if m.rests_on), default=len(uttered) - 1)
    messages = []
    for index, message in enumerate(uttered):
        source = source_of(cited, release) if index == last and cited else None
        ends = [*notes.values(), *([source["line"]] if source else [])] if index == last else []
        text = "\n".join([message.text, *ends])
        asks = {"asks": message.asks} if message.asks else {}
        messages.append({"text": text, "buttons": message.buttons, "card": message.card, "source": source, **asks})
    receipt = Receipt(
        topic=first(m.topic for m in uttered) or topic,
        verdict=first(m.verdict for m in uttered),
        notices=tuple(key for key in sources if release.notices[key].kind == "notice"),
        as_of=first(m.at for m in uttered) or now.isoformat(),
        release=release.identifier,
        model=model,
        publication=publication,
    )
    refusals = dict.fromkeys(message.refusal for message in uttered if message.refusal)
    topics = topics_of([receipt.topic, *(message.topic for message in uttered)], origins)
    return Reply(tuple(messages), receipt, tuple(refusals), tuple(notes), origins, topics, is_danger)


def origins_of(uttered: list[Uttered]) -> tuple[Origin, ...]:
    """What the words came from, each once; a clause that no narrower origin rests on stands by itself."""
    origins = dict.fromkeys(origin for message in uttered for origin in message.origins)
    told = {origin.clause for origin in origins}
    clauses = (f"{notice}#{clause}" for message in uttered for notice, clause in message.rests_on)
    return (*origins, *(Origin("clause", "", clause) for clause in dict.fromkeys(clauses) if clause not in told))


def topics_of(named: Iterable[str | None], origins: Iterable[Origin]) -> tuple[str, ...]:
    """The topics that a reply speaks of: those it names, and those whose words it says."""
    said = (origin.key.partition("/")[0] for origin in origins if origin.kind in ("part", "gap"))
    return tuple(dict.fromkeys(topic for topic in (*named, *said) if topic))


def new_notes(
    uttered: list[Uttered], sources: tuple[str, ...], release: Release, now: datetime, noted: Iterable[str]
) -> dict[str, str]:
    """What is to be said once and was not said yet: the notes of the messages, and how old the sources are."""
    notes = {name: text for message in uttered for name, text in message.notes.items()}
    if outdated := outdated_note(sources, release, now):
        notes["outdated"] = outdated
    return {name: text for name, text in notes.items() if name not in set(noted)}


def joined(uttered: list[Uttered]) -> list[Uttered]:
    """A lead (「按您假设的情形说：」) stands before the words of the message behind it, in one message."""
    whole: list[Uttered] = []
    for message in uttered:
        if whole and whole[-1].lead:
            lead = whole.pop()
            message = replace(message, text=lead.text + message.text, notes={**lead.notes, **message.notes})
        whole.append(message)
    return whole


def source_of(cited: list[tuple[str, str]], release: Release) -> dict[str, Any]:
    """What a reply rests on: one ``line``, and ``cited``, official texts first, each with its title, its day (ISO 8601,
    null where the text gives none) and what its clauses are about."""
    clauses: dict[str, list[str]] = {}
    for key, clause in cited:
        clauses.setdefault(key, []).append(clause)
    ordered = sorted(clauses, key=lambda key: release.notices[key].kind != "notice")
    named = "；".join(name_source(release.notices[key], clauses[key], release) for key in ordered)
    return {
        "line": fill(release.words["source_line"], sources=named),
        "cited": [as_cited(release.notices[key], clauses[key]) for key in ordered],
    }


def as_cited(notice: Notice, clauses: list[str]) -> dict[str, Any]:
    """One source in full, with the address of its page where one is known."""
    day = notice.issued.isoformat() if notice.issued else None
    page = {"url": notice.url} if notice.url else {}
    return {"title": notice.title, "day": day, "clauses": [notice.clauses[clause] for clause in clauses], **page}


def name_source(notice: Notice, clauses: list[str], release: Release) -> str:
    """A source with the numbers of its clauses, where they are numbered, and its day, where the text gives one."""
    numbers = [clause for clause in clauses if not clause.isascii()]
    words, title = release.words, notice.short
    if numbers:
        title = fill(words["source_clauses"], title=title, clauses="、".join(numbers))
    return fill(words["source"], title=title, day=say_day(notice.issued)) if notice.issued else title


def outdated_note(keys: tuple[str, ...], release: Release, now: datetime) -> str:
    """How old the latest publication is, once the review date of one of the sources has passed. It is not said where a
    later text has followed: then it would not be true."""
    stale = [release.notices[key] for key in keys if release.notices[key].needs_review(now)]
    latest = max((notice for notice in stale if notice.issued), key=lambda notice: notice.issued, default=None)
    if latest is None or followed(latest, release, now):
        return ""
    return fill(release.words["outdated"], day=say_day(latest.issued))


def followed(notice: Notice, release: Release, now: datetime) -> bool:
    """Whether a later official text of the same headquarters, or one that changes this text or states rules, is out."""
    ruling = {row.notice for row in release.rulebook.rows}
    return any(
        other.kind == "notice" and notice.day < other.day <= now.date() and (
            other.key in ruling or any(change.notice == notice.key for change in other.changes)
            or other.issuer.startswith(notice.issuer) or notice.issuer.startswith(other.issuer)
        )
        for other in release.notices.values()
    )


def first(values):
    """The first value that is not empty, or None."""
    return next((value for value in values if value), None)
