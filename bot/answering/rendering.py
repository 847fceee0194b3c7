"""From what was uttered in a turn to what a channel sends: messages and one receipt. Pure."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from knowledge.answers import fill, say_day
from knowledge.notices import Notice
from knowledge.releases import Release


@dataclass(frozen=True)
class Receipt:
    """What a turn was answered from. ``as_of`` is the instant the answer speaks of; ``notices`` are official texts."""

    topic: str
    verdict: str | None
    notices: tuple[str, ...]
    as_of: str
    release: str
    model: str


@dataclass(frozen=True)
class Reply:
    """All that is said in return to one message. ``refusals`` are the kinds of items it leaves for the content team,
    each once; residents and channels do not see them."""

    messages: tuple[dict[str, Any], ...]
    receipt: Receipt
    refusals: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "messages": list(self.messages), "receipt": {**vars(self.receipt), "notices": list(self.receipt.notices)}
        }


@dataclass
class Uttered:
    """One message as it left the NLG, read from Rasa's dictionary."""

    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    topic: str | None = None
    verdict: str | None = None
    at: str | None = None
    rests_on: list[tuple[str, str]] = field(default_factory=list)
    lead: bool = False
    refusal: str | None = None

    @classmethod
    def read(cls, message: dict[str, Any]) -> Uttered:
        buttons = [{"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or ()]
        return cls(
            message.get("text") or "", buttons, message.get("card"), message.get("topic"), message.get("verdict"),
            message.get("at"), [tuple(pair) for pair in message.get("rests_on") or ()], bool(message.get("lead")),
            message.get("refusal"),
        )


def render(uttered: list[Uttered], release: Release, now: datetime, topic: str, model: str) -> Reply:
    """The reply; ``topic`` is the intent, used when no message names a topic itself."""
    uttered = joined(uttered)
    sources = dict.fromkeys(notice for message in uttered for notice, _ in message.rests_on)
    last_with_source = max((i for i, m in enumerate(uttered) if m.rests_on), default=None)
    messages = []
    for index, message in enumerate(uttered):
        text = message.text
        if index == last_with_source:
            text += outdated_note(tuple(sources), release, now) + source_line(tuple(sources), release)
        messages.append({"text": text, "buttons": message.buttons, "card": message.card})
    receipt = Receipt(
        topic=first(m.topic for m in uttered) or topic,
        verdict=first(m.verdict for m in uttered),
        notices=tuple(key for key in sources if release.notices[key].kind == "notice"),
        as_of=first(m.at for m in uttered) or now.isoformat(),
        release=release.identifier,
        model=model,
    )
    return Reply(tuple(messages), receipt, tuple(dict.fromkeys(m.refusal for m in uttered if m.refusal)))


def joined(uttered: list[Uttered]) -> list[Uttered]:
    """A lead (「按您假设的情形说：」) stands before the words of the message behind it, in one message."""
    whole: list[Uttered] = []
    for message in uttered:
        if whole and whole[-1].lead:
            message = replace(message, text=whole.pop().text + message.text)
        whole.append(message)
    return whole


def source_line(keys: tuple[str, ...], release: Release) -> str:
    """Each source with its day, official texts first."""
    ordered = sorted(keys, key=lambda key: release.notices[key].kind != "notice")
    named = [
        name_source(release.notices[key], release) for key in ordered
    ]
    return fill(release.words["source_line"], sources="；".join(named))


def name_source(notice: Notice, release: Release) -> str:
    """A source with its day, where the text gives one."""
    if notice.issued is None:
        return notice.short
    return fill(release.words["source"], title=notice.short, day=say_day(notice.issued))


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
