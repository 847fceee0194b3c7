"""After a publication: who was told what holds no more, and a correction to those whom a channel reaches."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from knowledge.audit.log import record
from knowledge.corrections.outdated import Outdated, outdated
from knowledge.database import transaction
from knowledge.desk import reading
from knowledge.desk.draft import StepRefused
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.desk.timeline import Publication
from knowledge.releases.comparison.said import words_to
from knowledge.releases.release import Release


@dataclass(frozen=True)
class Published:
    """A publication with the release that it took the place of, and the one that is current now."""

    publication: Publication
    before: Release
    now: Release

    def differs(self, at: datetime) -> Outdated:
        """What was stated before it and is not now, at a civil instant."""
        return outdated(self.before, self.now, at)


def published(ask: Ask) -> Published:
    """Raises StepRefused where there is no such publication, or none before it."""
    past = [one for one in reading.history(ask.console.engine) if one.effective_at <= ask.at]
    found = next((place for place, one in enumerate(past) if one.seq == ask.number), 0)
    if not found:
        raise StepRefused(f"No publication {ask.number} took the place of another.")
    with transaction(ask.console.engine) as session:
        texts = texts_of(session, manifest_in(session, past[found - 1].release))
    before = ask.console.contents.release(texts)
    if before is None:
        raise StepRefused("The texts make no release; the draft's page tells why.")
    return Published(past[found], before, readable(ask))


def show(ask: Ask) -> Response:
    """Whom it concerns, by topic, beside what was said and is said now."""
    found = published(ask)
    old = found.differs(ask.now)
    concerned = ask.console.residents.concerned(old, ask.number) if ask.console.residents else []
    words = {
        one.topic: tuple(words_to(release, one.topic, ask.now) or "" for release in (found.before, found.now))
        for one in concerned
    }
    return page(
        ask, "corrections.html", publication=found.publication, concerned=concerned, said=words,
        titles={topic: answer.title for topic, answer in found.now.answers.items()},
        venues=[found.before.rulebook.kinds[key].name for key in sorted(old.venues)],
        can_ask={one.topic for one in concerned if one.topic in found.now.answers},
    )


def send(ask: Ask) -> Response:
    """A correction to those who were told something else of the topics that are ticked."""
    found, topics = published(ask), [str(topic) for topic in ask.fields.getlist("topic")]
    chosen = [topic for topic in dict.fromkeys(topics) if topic in found.now.answers]
    if not chosen or ask.console.residents is None:
        raise StepRefused("No topic was ticked; nobody was sent anything.")
    sent = ask.console.residents.correct(found.now, found.differs(ask.now), ask.number, chosen, ask.by, ask.now)
    with transaction(ask.console.engine) as session:
        for topic in chosen:
            record(session, ask.at, ask.by, "correction sent", f"{ask.number} {topic}", str(sent[topic]))
    return go_to(f"/corrections/{ask.number}")
