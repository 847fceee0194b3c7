"""Cards for the page beside a call: from the reply that a resident would get to what an agent reads aloud. Pure."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.answering.rendering import Reply
from bot.answering.today import next_edge, windows_about
from bot.hotline.talker import Answered
from knowledge.answers import say_day
from knowledge.forms.spoken import sentences
from knowledge.notices import Notice
from knowledge.releases import Release
from knowledge.silences.model import Silence

Card = dict[str, Any]


def as_card(certainty: float, answered: Answered, release: Release, silence: Silence | None) -> Card:
    """The card of a question whose answer is so surely wanted (0 to 1); where its topic is silenced, with the sentence
    of the silence in place of all it says."""
    reply, topic = answered.reply, answered.reply.receipt.topic
    answer = release.answers[topic]
    cited = () if silence else cited_by(reply, release)
    return {
        "id": card_id(topic, answered.slots, release),
        "topic": topic,
        "verdict": None if silence else reply.receipt.verdict,
        "title": title(answer.title, topic, answered.slots, release),
        "script": "\n".join(sentences(silence.sentence if silence else words(reply))),
        "source": "；".join(name(notice) for notice, _ in cited) or None,
        "clause": "；".join(clause_of(notice, clauses) for notice, clauses in cited) or None,
        "valid_until": None if silence else until(release, topic, parse(reply)),
        "confidence": round(certainty, 3),
        "publication": reply.receipt.publication,
    }


def card_id(topic: str, slots: dict[str, Any], release: Release) -> str:
    """The same as long as topic and subject are."""
    venue = slots.get("venue_kind") if is_about_venue(topic, release) else None
    return f"{topic}:{venue}" if venue else topic


def is_about_venue(topic: str, release: Release) -> bool:
    role = release.topics.role(topic)
    return role is not None and role.name == "venue" and role.venue is None


def title(plain: str, topic: str, slots: dict[str, Any], release: Release) -> str:
    """The topic's title, with the venue where it is about any."""
    kind = release.rulebook.kinds.get(slots.get("venue_kind") or "")
    return f"{plain}：{kind.name}" if kind and is_about_venue(topic, release) else plain


def words(reply: Reply) -> str:
    """What is said, without the line that names the sources: they stand beside it."""
    return "\n".join(
        message["text"].removesuffix(message["source"]["line"]) if message["source"] else message["text"]
        for message in reply.messages
    )


def cited_by(reply: Reply, release: Release) -> tuple[tuple[Notice, tuple[str, ...]], ...]:
    """The notices that the words come from, official texts first, with the clauses of each."""
    clauses: dict[str, list[str]] = {}
    for origin in reply.origins:
        notice, _, clause = origin.clause.partition("#")
        if notice and clause not in clauses.setdefault(notice, []):
            clauses[notice].append(clause)
    ordered = sorted(clauses, key=lambda key: release.notices[key].kind != "notice")
    return tuple((release.notices[key], tuple(clauses[key])) for key in ordered)


def name(notice: Notice) -> str:
    """Title, with the number in it, and day."""
    return f"{notice.title}，{say_day(notice.issued)}" if notice.issued else notice.title


def clause_of(notice: Notice, clauses: tuple[str, ...]) -> str:
    """The clauses by their numbers, where they have any, and by what they are about."""
    return "；".join(
        (f"第{clause}条 " if not clause.isascii() else "") + notice.clauses[clause] for clause in clauses
    )


def parse(reply: Reply) -> datetime:
    return datetime.fromisoformat(reply.receipt.as_of)


def until(release: Release, topic: str, at: datetime) -> str | None:
    """When the answer may next be another one; None where nothing known ends it."""
    edge = next_edge(windows_about(release, release.answers[topic]), at)
    return edge.isoformat() if edge else None
