"""The page beside the call: what an agent sees while somebody is on the line, and the wrap-up texts sent on."""
from __future__ import annotations

import json
import uuid

from anyio import from_thread
from starlette.responses import JSONResponse, Response

from console.desk.lines import lines
from console.web.answering import page
from console.web.asking import Ask
from console.web.chinese import tell
from console.web.doors import is_framed
from knowledge.calls.store import PREFIX, find
from knowledge.calls.talking import Away
from knowledge.database import transaction
from knowledge.tickets import outbox
from knowledge.tickets.model import Ticket

LONGEST_TEXT, MOST_TICKETS, LONGEST_QUESTION = 8_000, 20, 500


def show(ask: Ask) -> Response:
    """The page; with ``embed`` behind the question mark it stands in another desk's frame."""
    return desk(ask)


def desk(ask: Ask, text: str = "", found: dict | None = None) -> Response:
    """The page with what was typed and, where no script runs, what was found for it."""
    settings = ask.console.settings
    return page(
        ask, "desk.html", text=text, found=found, lines=lines(settings), tickets=bool(settings.tickets_url),
        topics=sorted(titles(ask).items(), key=lambda one: one[1]), embedded=is_framed(ask),
        hosts=" ".join(settings.desk_sites),
    )


def titles(ask: Ask) -> dict[str, str]:
    """The topics in force by what people call them; none while the content cannot be read."""
    release = ask.console.contents.current(ask.at).release
    return {topic: answer.title for topic, answer in release.answers.items()} if release else {}


def search(ask: Ask) -> Response:
    """What is suggested for words that were typed, on a page that needs no script."""
    text = ask.given("text")
    return desk(ask, text, looked_up(ask, text) if text else None)


def looked_up(ask: Ask, text: str) -> dict | None:
    """The cards for words that somebody typed; None while they cannot be made."""
    talking = ask.console.talking
    try:
        return from_thread.run(talking.suggest, [(text[:LONGEST_QUESTION], True)], {}) if talking else None
    except Away:
        return None


def send(ask: Ask) -> Response:
    """A wrap-up text of a call of one's own is kept, to be posted to the ticket system soon."""
    call, text = ask.given("call"), ask.given("text")
    if not ask.console.settings.tickets_url:
        return told(tell("no_tickets"), 409)
    if not is_own(ask, call):
        return told(tell("no_call"), 404)
    if not text or len(text) > LONGEST_TEXT:
        return told(tell("wrap_up_length", most=LONGEST_TEXT), 400)
    if len(outbox.of_call(ask.console.engine, PREFIX + call)) >= MOST_TICKETS:
        return told(tell("wrap_up_often", times=MOST_TICKETS), 409)
    outbox.put(ask.console.engine, new_ticket(ask, call, text))
    return JSONResponse({}, 202)


def new_ticket(ask: Ask, call: str, text: str) -> Ticket:
    """What is posted, as it goes over the wire."""
    key = uuid.uuid4().hex
    body = {"id": key, "call": call, "agent": ask.by, "made_at": ask.at.isoformat(), "text": text}
    return Ticket(key, PREFIX + call, ask.by, json.dumps(body, ensure_ascii=False), ask.at, next_at=ask.at)


def sent(ask: Ask) -> Response:
    """How far the texts of a call are."""
    tickets = [one for one in outbox.of_call(ask.console.engine, PREFIX + ask.asked("call")) if one.by == ask.by]
    return JSONResponse({"tickets": [
        {"state": one.state, "tries": one.tries, "trouble": one.trouble} for one in tickets
    ]})


def is_own(ask: Ask, call: str) -> bool:
    """Whether a call is kept as one of who asks."""
    with transaction(ask.console.engine) as session:
        kept = find(session, call)
    return kept is not None and kept.agent == ask.by


def told(message: str, status: int) -> Response:
    return JSONResponse({"error": "refused", "message": message}, status)
