"""What residents asked in the last days, each question once: personal details masked, with the topic that they were
answered under."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.inbox.likeness import fold
from bot.privacy.redaction import redact
from bot.stores.tables import DONE, TurnRow
from bot.stores.turn_store import MIGRATIONS
from knowledge.database import is_migrated, transaction

# The most distinct questions that are put to a draft, those that are asked most.
MOST = 20_000


@dataclass(frozen=True)
class Real:
    """A question as it was asked last, how often it was, and the topic and model of that reply."""

    text: str
    times: int
    topic: str
    model: str


def real_questions(engine: Engine, days: float, at: datetime) -> list[Real]:
    """Those of the days before an instant (machine time), the most asked first; pressed buttons are none."""
    if not is_migrated(engine, MIGRATIONS, "bot_version"):
        return []
    query = select(TurnRow.request, TurnRow.reply).where(
        TurnRow.state == DONE, TurnRow.received_at > at - timedelta(days=days), TurnRow.received_at <= at
    ).order_by(TurnRow.id)
    with transaction(engine) as session:
        return counted(session.execute(query.execution_options(yield_per=1000)))


def counted(turns: Iterable[tuple[dict[str, Any], dict[str, Any] | None]]) -> list[Real]:
    """Questions that differ in width, case, blanks and punctuation only are one. Pure."""
    often: Counter[str] = Counter()
    last: dict[str, tuple[str, dict[str, Any]]] = {}
    for request, reply in turns:
        text = (request.get("text") or "").strip()
        if text:
            often[fold(text)] += 1
            last[fold(text)] = text, (reply or {}).get("receipt") or {}
    return [
        Real(redact(text), times, receipt.get("topic") or "", receipt.get("model") or "")
        for key, times in often.most_common(MOST) for text, receipt in (last[key],)
    ]
