"""Who was told facts that are stated no more, and how their corrections stand. Blocks.

A correction is a turn without a question: it goes the way of all turns, is erased with them, and its id, which holds
the publication and the topic, can be taken once in a conversation.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine, Row
from sqlalchemy.orm import Session

from bot.channels.wechat.late import GIVEN as LATE_GIVEN
from bot.channels.wechat.late import OFFERED, PERHAPS
from bot.channels.wechat.late import SENT as LATE_SENT
from bot.channels.wechat.tables import WeChatLateRow
from bot.privacy.redaction import redact
from bot.stores.corrections import CORRECTION, is_given
from bot.stores.tables import DONE, TurnRow
from knowledge.answers import Origin
from knowledge.corrections import model
from knowledge.corrections.model import Concerned
from knowledge.corrections.outdated import Outdated, facts_of
from knowledge.database import transaction

MOST_QUESTIONS = 5
TURN, LATE = TurnRow.__table__, WeChatLateRow.__table__
COLUMNS = (
    TURN.c.conversation, TURN.c.client_id, TURN.c.number, TURN.c.request, TURN.c.reply, TURN.c.said, TURN.c.done_at,
)


@dataclass(frozen=True)
class Told:
    """The last reply by which a conversation was told what holds no more; ``fate`` of its correction."""

    conversation: str
    topic: str
    question: str
    language: str
    at: datetime
    fate: str = model.NONE

    @property
    def channel(self) -> str:
        return self.conversation.partition(":")[0]


def correction_id(publication: int, topic: str) -> str:
    """The id of the turn that is the correction."""
    return f"{CORRECTION}{publication}:{topic}"


def concerned(engine: Engine, old: Outdated, publication: int) -> list[Concerned]:
    """By topic, those whom most were told first."""
    with transaction(engine) as session:
        found = list(told(session, old, publication))
    topics = Counter(one.topic for one in found)
    return [summed([one for one in found if one.topic == topic], topic) for topic, _ in topics.most_common()]


def summed(some: list[Told], topic: str) -> Concerned:
    channels: dict[str, Counter] = {}
    for one in some:
        channels.setdefault(one.channel, Counter())[one.fate] += 1
    asked = Counter(redact(one.question) for one in some if one.question)
    times = [one.at for one in some]
    questions = tuple(text for text, _ in asked.most_common(MOST_QUESTIONS))
    return Concerned(topic, channels, questions, min(times), max(times))


def told(session: Session, old: Outdated, publication: int) -> Iterator[Told]:
    """Each conversation once a topic. Who asked the topic again since the publication knows better."""
    last: dict[tuple[str, str], Told] = {}
    corrected: dict[tuple[str, str], Row] = {}
    rows = session.execute(
        select(*COLUMNS).where(TURN.c.state == DONE).order_by(TURN.c.id).execution_options(yield_per=1000)
    )
    for row in rows:
        if row.client_id.startswith(correction_id(publication, "")):
            corrected[row.conversation, row.client_id.rpartition(":")[2]] = row
        for topic in topics_told(row, old, publication):
            last[row.conversation, topic] = Told(
                row.conversation, topic, row.request.get("text") or "", row.request.get("language") or "", row.done_at
            )
        if is_since(row, publication):
            last.pop((row.conversation, receipt_of(row).get("topic")), None)
    late = late_states(session, publication)
    for key in {**last, **{key: None for key in corrected}}:
        if key in corrected:
            yield from_correction(corrected[key], key[1], last.get(key), late)
        elif key in last:
            yield last[key]


def from_correction(row: Row, topic: str, known: Told | None, late: dict[str, str]) -> Told:
    """One who was sent a correction, whatever he asked since."""
    question, at = (known.question, known.at) if known else ("", row.done_at)
    return Told(row.conversation, topic, question, "", at, fate_of(row, late))


def is_since(row: Row, publication: int) -> bool:
    """Whether a reply is from this publication or a later one."""
    return (receipt_of(row).get("publication") or 0) >= publication


def receipt_of(row: Row) -> dict[str, Any]:
    return (row.reply or {}).get("receipt") or {}


def topics_told(row: Row, old: Outdated, publication: int) -> Iterator[str]:
    """The topics of which a reply from before the publication stated what holds no more."""
    receipt = receipt_of(row)
    if not receipt.get("publication") or receipt["publication"] >= publication:
        return
    origins = [Origin(*origin) for origin in row.said or ()]
    topics = (
        receipt.get("topic") if one.kind == "row" else one.key.partition("/")[0] for one in origins
        if one.kind in ("row", "part", "gap") and facts_of([one]) <= old.facts
    )
    yield from dict.fromkeys(filter(None, topics))


def late_states(session: Session, publication: int) -> dict[str, str]:
    """How far WeChat's corrections are, by conversation and id."""
    query = select(LATE.c.conversation, LATE.c.client_id, LATE.c.state).where(
        LATE.c.client_id.startswith(correction_id(publication, ""))
    )
    return {f"{row.conversation} {row.client_id}": row.state for row in session.execute(query)}


def fate_of(row: Row, late: dict[str, str]) -> str:
    """Of WeChat's its late reply tells, which is gone days after it was settled; of others whether it was fetched."""
    if row.conversation.startswith("wechat:"):
        state = late.get(f"{row.conversation} {row.client_id}", LATE_SENT)
        if state in (PERHAPS, OFFERED):
            return model.PERHAPS
        return model.GIVEN if state in (LATE_SENT, LATE_GIVEN) else model.WAITS
    return model.GIVEN if is_given(row.request) else model.WAITS
