"""Corrections on their way: each a turn without a question, which the web page finds at its next visit and WeChat sends
within what the official quota leaves. Blocks."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.channels.wechat import late
from bot.channels.wechat.messages import CHANNEL as WECHAT
from bot.residents.told import TURN, Told, correction_id, told
from bot.stores.tables import DONE
from knowledge import clock
from knowledge.corrections import model
from knowledge.corrections.outdated import Outdated
from knowledge.database import transaction
from knowledge.releases.release import Release

WEB = "web"
# Where residents can be told something that they did not just ask.
REACHED = (WEB, WECHAT)
# A process that serves may number a turn alike, some times in a row.
RACES = 5


def send(
    engine: Engine, release: Release, old: Outdated, publication: int, topics: Iterable[str], by: str,
    civil: datetime,
) -> dict[str, int]:
    """Tell all who were told what holds no more of these topics, each once; how many by topic were now."""
    chosen = set(topics)
    with transaction(engine) as session:
        waiting = [
            one for one in told(session, old, publication)
            if one.topic in chosen and one.fate == model.NONE and one.channel in REACHED
        ]
    sent = {topic: 0 for topic in chosen}
    for one in waiting:
        sent[one.topic] += corrected(engine, release, one, publication, by, civil)
    return sent


def corrected(
    engine: Engine, release: Release, one: Told, publication: int, by: str, civil: datetime
) -> bool:
    """Whether the correction is stored now; False where it was before."""
    identifier = correction_id(publication, one.topic)
    for _ in range(RACES):
        try:
            with transaction(engine) as session:
                if is_stored(session, one.conversation, identifier):
                    return False
                put(session, release, one, identifier, by, civil)
            return True
        except IntegrityError:
            continue
    return False


def is_stored(session: Session, conversation: str, identifier: str) -> bool:
    query = select(TURN.c.id).where(TURN.c.conversation == conversation, TURN.c.client_id == identifier)
    return session.execute(query).first() is not None


def put(session: Session, release: Release, one: Told, identifier: str, by: str, civil: datetime) -> None:
    """The turn and, in WeChat, the promise of its reply, which its sender keeps."""
    now, last = clock.machine_utc(), select(func.max(TURN.c.number)).where(TURN.c.conversation == one.conversation)
    message = model.message_of(release, one.topic, one.at, one.language)
    session.execute(insert(TURN).values(
        conversation=one.conversation, client_id=identifier, number=(session.execute(last).scalar() or 0) + 1,
        request={"channel": one.channel, "text": "", "by": by}, state=DONE, received_at=now, done_at=now, said=[],
        reply={"messages": [message], "receipt": model.receipt_of(release, one.topic, civil)},
    ))
    if one.channel == WECHAT:
        late.promise(session.connection(), one.conversation, identifier, now)
